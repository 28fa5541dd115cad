package io.monthclose.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.seal.SealStatement.ClosedBy;
import io.monthclose.seal.SealStatement.Kind;
import io.monthclose.seal.SealStatement.Section;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the hashes are of: lines that mean one thing. */
class StatementTest {
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);
    private static final String C = "c".repeat(64);

    @Test
    void the_root_statement_has_a_line_for_each_thing() {
        RootStatement statement = new RootStatement(
                "2022-09",
                StatementText.NOTHING_BEFORE,
                "Asia/Shanghai",
                "CNY",
                "2022-10-02T10:00:00+08:00",
                new RootStatement.PriceBook(A, "2022-09"),
                List.of(new RootStatement.Input("USAGE", 3, 120, B, "usage \n\\.csv")),
                new RootStatement.Rejects(0, C),
                new MerkleTree.Ended(2, A, null));

        assertThat(statement.text())
                .isEqualTo("month-close month root, format 1\nmonth 2022-09\nprevious-root " + "0".repeat(64)
                        + "\nzone Asia/Shanghai\ncurrency CNY\nsettled-as-of 2022-10-02T10:00:00+08:00\nprice-book " + A
                        + " 2022-09\ninput USAGE 3 120 " + B + " usage \\x0a\\\\.csv\nrejects 0 " + C + "\naccounts 2 "
                        + A + "\n");
    }

    @Test
    void a_seal_statement_is_read_as_it_was_written() {
        SealStatement statement = seal(new Section(Kind.TABLE, "bill", 2, C, List.of("account_id", "amount_due")));

        assertThat(SealStatement.read(statement.text())).contains(statement);
        assertThat(statement.text())
                .isEqualTo("month-close book seal, format 1\nmonth 2022-09\nroot " + A + "\nprevious-seal " + B
                        + "\nclosed-by launch 7\nprogram unknown 1.0\ntable bill 2 " + C + " account_id,amount_due\n");
    }

    @Test
    void a_statement_that_names_what_is_no_column_is_none() {
        SealStatement statement =
                seal(new Section(Kind.HISTORY, "launch", 2, C, List.of("launch_id; DROP TABLE bill")));

        assertThat(SealStatement.read(statement.text())).isEmpty();
        assertThat(SealStatement.read("")).isEmpty();
        assertThat(SealStatement.read(seal().text() + "more\n")).isEmpty();
    }

    @Test
    void rows_of_other_fields_are_other_texts() {
        assertThat(row("a", "b")).isNotEqualTo(row("a\tb"));
        assertThat(row("a\nb")).isNotEqualTo(row("a\\x0ab"));
        assertThat(row("")).isNotEqualTo(row(new String[] {null})).isNotEqualTo(row("", ""));
        assertThat(row("\\N")).isNotEqualTo(row(new String[] {null}));
    }

    private static SealStatement seal(Section... sections) {
        return new SealStatement("2022-09", A, B, new ClosedBy(7, ClosedBy.NO_BUILD, "1.0"), List.of(sections));
    }

    private static String row(@Nullable String... fields) {
        RowText text = new RowText();
        for (String field : fields) {
            text.field(field);
        }
        text.end();
        return text.sha256();
    }
}
