package io.monthclose.export;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** JSON in UTF-8 with LF, ending with LF, the same bytes on every machine: indented in documents and {@code --json}, or one line. */
public final class JsonText {
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter ONE_LINE = JsonMapper.builder().build().writer();
    private static final ObjectWriter INDENTED =
            ONE_LINE.with(new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES));

    private JsonText() {}

    /** The value, indented; maps keep their order. */
    public static byte[] of(Object value) {
        return bytes(INDENTED, value);
    }

    /** The value in one line; maps keep their order. */
    public static byte[] lineOf(Object value) {
        return bytes(ONE_LINE, value);
    }

    private static byte[] bytes(ObjectWriter writer, Object value) {
        return (writer.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
