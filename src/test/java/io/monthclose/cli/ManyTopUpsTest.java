package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account with very many ledger entries is settled like any other: its row of text is long, and nothing else. */
@Tag("book")
class ManyTopUpsTest {
    private static final int TOP_UPS = 20_000;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void twenty_thousand_top_ups_of_one_account_are_counted_and_posted() {
        SmallBook book = new SmallBook(folder);
        StringBuilder topUps = new StringBuilder("top_up_id,account_id,amount,received_at\n");
        for (int i = 0; i < TOP_UPS; i++) {
            topUps.append("many-").append(i).append(",A0001,0.01,2022-09-01T09:00:00+08:00\n");
        }
        book.write("top-ups.csv", topUps.toString());

        TestProgram.Result closed = book.close();

        assertThat(closed.exitCode()).as(closed.err()).isZero();
        assertThat(closed.out()).contains("topped up  200.00 CNY");
        assertThat(book.output().resolve("ledger.csv")).content().contains("2022-09-A0001#020000,A0001,TOP_UP");
    }
}
