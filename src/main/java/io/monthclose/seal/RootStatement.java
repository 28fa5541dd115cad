package io.monthclose.seal;

import io.monthclose.intake.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the root of a month stands for. The same month, settled from the same input, has the same statement whatever machine,
 * database or history it was settled with.
 *
 * @param month {@code 2022-09}
 * @param previousRoot of the month before, or {@link StatementText#NOTHING_BEFORE}
 * @param zone of the book
 * @param currency of the book
 * @param settledAsOf the settlement instant, as documents write it
 * @param priceBook what it was settled with
 * @param inputs what was read, in the order of {@code settlement.json}
 * @param rejects the rejected rows
 * @param accounts the accounts' rows
 */
public record RootStatement(
        String month,
        String previousRoot,
        String zone,
        String currency,
        String settledAsOf,
        PriceBook priceBook,
        List<Input> inputs,
        Rejects rejects,
        MerkleTree.Ended accounts) {

    /** Copies the inputs. */
    public RootStatement {
        inputs = List.copyOf(inputs);
    }

    /**
     * A price book.
     *
     * @param sha256 of its bytes
     * @param version as it calls itself
     */
    public record PriceBook(String sha256, String version) {}

    /**
     * An input.
     *
     * @param role what it is
     * @param lines without the header
     * @param bytes its size
     * @param sha256 of its bytes
     * @param name without path
     */
    public record Input(String role, long lines, long bytes, String sha256, String name) {}

    /**
     * The rejected rows.
     *
     * @param count how many
     * @param sha256 of {@code rejects.csv}
     */
    public record Rejects(long count, String sha256) {}

    /** The statement. */
    public String text() {
        StringBuilder text = new StringBuilder("month-close month root, format 1\n");
        line(text, "month " + month);
        line(text, "previous-root " + previousRoot);
        line(text, "zone " + StatementText.escaped(zone));
        line(text, "currency " + currency);
        line(text, "settled-as-of " + settledAsOf);
        line(text, "price-book " + priceBook.sha256() + " " + StatementText.escaped(priceBook.version()));
        for (Input input : inputs) {
            line(
                    text,
                    "input " + input.role() + " " + input.lines() + " " + input.bytes() + " " + input.sha256() + " "
                            + StatementText.escaped(input.name()));
        }
        line(text, "rejects " + rejects.count() + " " + rejects.sha256());
        line(text, "accounts " + accounts.leaves() + " " + accounts.root());
        return text.toString();
    }

    /** The root: the SHA-256 of the statement, in hex. */
    public String root() {
        return Sha256.of(text().getBytes(StandardCharsets.UTF_8));
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
