package io.monthclose.store;

import io.monthclose.intake.Sha256;
import io.monthclose.seal.SealStatement;
import io.monthclose.seal.SealStatement.Section;
import io.monthclose.seal.StatementText;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares a month with its seal, and gathers what differs. */
final class SealCheck {
    private static final String SEAL = "month_seal";

    private final SealStore seals;
    private final SealedRows rows;
    private final JdbcClient sql;
    private final YearMonth month;
    private final List<SealDifference> found = new ArrayList<>();

    SealCheck(JdbcTemplate jdbc, YearMonth month) {
        this.seals = new SealStore(jdbc);
        this.rows = new SealedRows(jdbc);
        this.sql = JdbcClient.create(jdbc);
        this.month = month;
    }

    List<SealDifference> found() {
        return List.copyOf(found);
    }

    /** A closed month without a seal: it was closed before there were any, or its seal is gone. */
    void unsealed(Optional<SealedMonth> before) {
        long kept = sql.sql("SELECT COUNT(*) FROM sealed_row WHERE billing_month = ?")
                .param(month.toString())
                .query(Long.class)
                .single();
        boolean closed = sql.sql("SELECT COUNT(*) FROM closing_month WHERE billing_month = ? AND state = 'CLOSED'")
                        .param(month.toString())
                        .query(Long.class)
                        .single()
                > 0;
        if (kept > 0 || (closed && before.isPresent())) {
            differs(
                    SEAL,
                    "billing_month",
                    "it is gone: "
                            + before.map(earlier -> earlier.month() + ", which is earlier, has one")
                                    .orElse(kept + " rows are under it"));
        }
    }

    /** The statements, their hashes, and what is kept beside them. */
    void statements(SealedMonth sealed) {
        same("root", sealed.root(), BookSeal.sha256(sealed.rootStatement()));
        same("seal", sealed.seal(), BookSeal.sha256(sealed.sealStatement()));
        List<String> root = sealed.rootStatement().lines().toList();
        if (!root.contains("month " + month) || !root.contains("previous-root " + sealed.previousRoot())) {
            differs(SEAL, "root_statement", "it is not one of " + month + " after " + sealed.previousRoot());
        }
        Optional<SealStatement> seal = SealStatement.read(sealed.sealStatement());
        if (seal.isEmpty()) {
            differs(SEAL, "seal_statement", "it is none");
        } else {
            same("seal_statement, its month", month.toString(), seal.get().month());
            same("seal_statement, its root", sealed.root(), seal.get().root());
            same("previous_seal", sealed.previousSeal(), seal.get().previousSeal());
        }
    }

    /** The links to the month before. */
    void links(SealedMonth sealed, Optional<SealedMonth> before) {
        same(
                "previous_root",
                sealed.previousRoot(),
                before.map(SealedMonth::root).orElse(StatementText.NOTHING_BEFORE));
        same(
                "previous_seal",
                sealed.previousSeal(),
                before.map(SealedMonth::seal).orElse(StatementText.NOTHING_BEFORE));
        before.filter(earlier -> !earlier.month().plusMonths(1).equals(month))
                .ifPresent(
                        earlier -> differs(SEAL, "billing_month", "the sealed month before it is " + earlier.month()));
    }

    /** The rows under the seal. */
    void rows(SealStatement recorded) {
        Set<String> left = new LinkedHashSet<>();
        SealedTable.ALL.stream().filter(SealedTable::isInEverySeal).forEach(table -> left.add(table.name()));
        Set<String> told = new HashSet<>();
        for (Section section : recorded.sections()) {
            left.remove(section.table());
            SealedTable.ALL.stream()
                    .filter(table -> table.name().equals(section.table()) && table.kind() == section.kind())
                    .filter(table -> told.add(table.name()))
                    .findFirst()
                    .ifPresentOrElse(
                            table -> section(table, section),
                            () -> differs(section.table(), "", "the seal names it, but it is no table of a month"));
        }
        left.forEach(table -> differs(table, "", "the seal says nothing of it"));
        unknownSections();
    }

    /** How many rows are kept one by one under the seal: as many as its statement says. */
    void kept(SealStatement recorded) {
        Map<String, Long> kept = new TreeMap<>();
        sql.sql("SELECT section, COUNT(*) FROM sealed_row WHERE billing_month = ? GROUP BY section")
                .param(month.toString())
                .query(row -> {
                    kept.put(row.getString(1), row.getLong(2));
                });
        recorded.sections().stream()
                .filter(section -> SealedTable.ALL.stream()
                        .anyMatch(table -> table.named() && table.name().equals(section.table())))
                .forEach(section -> {
                    long rows = Objects.requireNonNullElse(kept.remove(section.table()), 0L);
                    if (rows != section.rows()) {
                        differs(
                                "sealed_row",
                                section.table(),
                                rows + " rows are kept, the seal is of " + section.rows());
                    }
                });
        kept.forEach((section, rows) -> differs("sealed_row", section, rows + " rows are kept, the seal is of none"));
    }

    private void unknownSections() {
        Set<String> known = new HashSet<>();
        SealedTable.ALL.stream().filter(SealedTable::named).forEach(table -> known.add(table.name()));
        sql
                .sql("SELECT DISTINCT section FROM sealed_row WHERE billing_month = ? ORDER BY section")
                .param(month.toString())
                .query(String.class)
                .list()
                .stream()
                .filter(section -> !known.contains(section))
                .forEach(section -> differs("sealed_row", section, "it is no table of a month"));
    }

    private void section(SealedTable table, Section sealed) {
        List<String> known = rows.columns(table);
        List<String> gone = sealed.columns().stream()
                .filter(column -> !known.contains(column))
                .toList();
        if (!gone.isEmpty() || !sealed.columns().containsAll(table.key())) {
            differs(table.name(), "", "the columns under the seal are not the table's: " + sealed.columns());
            return;
        }
        int before = found.size();
        Map<String, String> left = table.named() ? seals.rows(month, table.name()) : Map.of();
        Section now = rows.read(
                table,
                table.query(sealed.columns()),
                sealed.columns(),
                month.toString(),
                (key, text) -> row(table.name(), key, left.remove(key), Sha256.of(text)));
        left.keySet().forEach(key -> differs(table.name(), key, "the row was sealed, and is not there"));
        if (found.size() == before && !now.equals(sealed)) {
            differs(
                    table.name(),
                    "",
                    sealed.rows() + " rows with SHA-256 " + sealed.sha256() + " were sealed, " + now.rows() + " with "
                            + now.sha256() + " are there");
        }
    }

    private void row(String table, String key, @Nullable String sealed, String now) {
        if (sealed == null) {
            differs(table, key, "the row is there, and was not sealed");
        } else if (!sealed.equals(now)) {
            differs(table, key, "its SHA-256 is " + now + ", sealed was " + sealed);
        }
    }

    private void same(String field, String recorded, String expected) {
        if (!recorded.equals(expected)) {
            differs(SEAL, field, recorded + " is recorded, " + expected + " is what it should be");
        }
    }

    private void differs(String table, String row, String detail) {
        found.add(new SealDifference(month, table, row, detail));
    }
}
