package io.monthclose.intake;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tells whose a rejected usage line is, where it can still be told. One instance serves one thread. */
public final class LineAccount {
    private static final int ACCOUNT_ID = Header.USAGE.indexOf("account_id");

    private final RowText text = new RowText();

    /** The account id that stands in the line; empty when the line cannot be cut into the columns of its file. */
    public Optional<String> of(byte[] raw, Header header) {
        return switch (text.fields(new String(raw, StandardCharsets.UTF_8))) {
            case RowText.Row.Broken _ -> Optional.empty();
            case RowText.Row.Fields fields
            when fields.values().length != header.columns().size() -> Optional.empty();
            case RowText.Row.Fields fields -> Optional.of(fields.values()[header.positions(Header.USAGE)[ACCOUNT_ID]]);
        };
    }
}
