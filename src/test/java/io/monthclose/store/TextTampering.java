package io.monthclose.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Changes rows of text in a month's bills and settlements behind the program's back. */
record TextTampering(JdbcTemplate jdbc, YearMonth month) {
    /** {@code EDIT table column account row field change}: the change is a number to add, or {@code =text}. */
    void edit(String[] words) {
        List<String> rows = rows(words[1], words[2], words[3]);
        int index = index(rows, words[4]);
        String[] fields = rows.get(index).split(",", -1);
        int field = Integer.parseInt(words[5]);
        fields[field] = words[6].startsWith("=")
                ? words[6].substring(1)
                : new BigDecimal(fields[field]).add(new BigDecimal(words[6])).toPlainString();
        rows.set(index, String.join(",", fields));
        keep(words[1], words[2], words[3], rows);
    }

    /** The release goes behind the charge, and each leaves what it then would. */
    void releaseAfterCharge(String account) {
        List<String> rows = rows("settlement", "entries", account);
        int at = index(rows, "RELEASE");
        String[] release = rows.get(at).split(",", -1);
        String[] charge = rows.get(at + 1).split(",", -1);
        assertThat(charge[0]).isEqualTo("CHARGE");
        charge[5] = release[1];
        release[4] = charge[4];
        rows.set(at, String.join(",", charge));
        rows.set(at + 1, String.join(",", release));
        keep("settlement", "entries", account, rows);
    }

    private List<String> rows(String table, String column, String account) {
        String text = jdbc.queryForObject(
                "SELECT " + column + " FROM " + table + " WHERE billing_month = ? AND account_id = ?",
                String.class,
                month.toString(),
                account);
        return new ArrayList<>(Arrays.asList(String.valueOf(text).split("\n", -1)));
    }

    private static int index(List<String> rows, String prefix) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).startsWith(prefix)) {
                return i;
            }
        }
        throw new IllegalStateException("no row of " + rows + " begins with " + prefix);
    }

    private void keep(String table, String column, String account, List<String> rows) {
        jdbc.update(
                "UPDATE " + table + " SET " + column + " = ? WHERE billing_month = ? AND account_id = ?",
                String.join("\n", rows),
                month.toString(),
                account);
    }
}
