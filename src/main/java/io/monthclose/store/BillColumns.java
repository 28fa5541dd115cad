package io.monthclose.store;

import io.monthclose.money.ExactAmount;
import io.monthclose.money.UnitPrice;
import io.monthclose.rating.Draw;
import io.monthclose.rating.DrawSource;
import io.monthclose.rating.RatedLine;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lines and draws as text in a bill's row: one row of text each, with the columns of {@code bill-lines.csv} and
 * {@code pack-draws.csv} behind the account. No field has a comma in it: they are ids and numbers.
 */
public final class BillColumns {
    private BillColumns() {}

    /** Lines as the text of a row. */
    public static String linesText(List<RatedLine> lines) {
        return lines.stream()
                .map(line -> line.api() + "," + line.priceVersion() + "," + line.meteredCalls() + "," + line.betaCalls()
                        + "," + line.freeCalls() + "," + line.prepaidCalls() + "," + line.billableCalls() + ","
                        + line.tierFrom() + "," + line.unitPrice() + "," + line.amount())
                .collect(Collectors.joining("\n"));
    }

    /** Draws as the text of a row. */
    public static String drawsText(List<Draw> draws) {
        return draws.stream()
                .map(draw -> draw.api() + "," + draw.source() + "," + draw.packId() + "," + draw.calls())
                .collect(Collectors.joining("\n"));
    }

    /**
     * The lines of a row.
     *
     * @throws IllegalArgumentException when they are none, or the calls of one do not add up
     */
    public static List<RatedLine> lines(String text) {
        return TextRows.read(text, 10, row -> {
            String api = row.text();
            String version = row.text();
            return new RatedLine(
                    api,
                    version,
                    row.number(),
                    row.number(),
                    row.number(),
                    row.number(),
                    row.number(),
                    row.number(),
                    new UnitPrice(new BigDecimal(row.text())),
                    new ExactAmount(new BigDecimal(row.text())));
        });
    }

    /**
     * The draws of a row.
     *
     * @throws IllegalArgumentException when they are none
     */
    public static List<Draw> draws(String text) {
        return TextRows.read(
                text, 4, row -> new Draw(row.text(), DrawSource.valueOf(row.text()), row.text(), row.number()));
    }
}
