package io.monthclose.store;

import io.monthclose.intake.Sha256;
import io.monthclose.seal.RootStatement;
import io.monthclose.seal.SealStatement;
import io.monthclose.seal.SealStatement.ClosedBy;
import io.monthclose.seal.SealStatement.Section;
import io.monthclose.seal.StatementText;
import io.monthclose.store.SealStore.SealedRow;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** Seals the rows of a month as they are stored, and tells what is not as it was sealed. */
public final class BookSeal {
    private static final int MOST_WITHOUT_SEAL = 1000;

    private final SealStore seals;
    private final SealedRows rows;
    private final JdbcTemplate jdbc;

    /** The seal of this book. */
    public BookSeal(JdbcTemplate jdbc) {
        this.seals = new SealStore(jdbc);
        this.rows = new SealedRows(jdbc);
        this.jdbc = jdbc;
    }

    /** Seals a month, whose rows are all there, in the caller's transaction. */
    public SealedMonth seal(YearMonth month, RootStatement root, ClosedBy closedBy) {
        List<SealedRow> named = new ArrayList<>();
        List<Section> sections = new ArrayList<>();
        for (SealedTable table : SealedTable.ALL) {
            List<String> columns = rows.columns(table);
            sections.add(rows.read(
                    table,
                    table.queryUnsealed(columns),
                    columns,
                    month.toString(),
                    (key, text) -> named.add(new SealedRow(table.name(), key, Sha256.of(text)))));
        }
        return keep(month, root, closedBy, sections, named);
    }

    /** Keeps a root with a seal of no rows, in the caller's transaction: of a book that nobody keeps, the root is all that is read. */
    public SealedMonth root(YearMonth month, RootStatement root, ClosedBy closedBy) {
        return keep(month, root, closedBy, List.of(), List.of());
    }

    private SealedMonth keep(
            YearMonth month, RootStatement root, ClosedBy closedBy, List<Section> sections, List<SealedRow> named) {
        String previousSeal = seals.before(month).map(SealedMonth::seal).orElse(StatementText.NOTHING_BEFORE);
        SealStatement seal = new SealStatement(month.toString(), root.root(), previousSeal, closedBy, sections);
        SealedMonth sealed = new SealedMonth(
                month, root.root(), root.previousRoot(), root.text(), seal.seal(), previousSeal, seal.text());
        seals.keep(sealed, named);
        return sealed;
    }

    /**
     * What is not as it was sealed: the statements and their hashes, the links to the month before, and the rows under the seal.
     * Rows are named where the seal tells them apart; of large tables it says that one differs.
     *
     * @return nothing of a month without a seal, when no month before it has one
     */
    public List<SealDifference> differences(YearMonth month) {
        Optional<SealedMonth> sealed = seals.find(month);
        SealCheck check = new SealCheck(jdbc, month);
        if (sealed.isEmpty()) {
            check.unsealed(seals.before(month));
        } else {
            check.statements(sealed.get());
            check.links(sealed.get(), seals.before(month));
            SealStatement.read(sealed.get().sealStatement()).ifPresent(check::rows);
        }
        return check.found();
    }

    /**
     * What is not as it was sealed: of a month its rows, of all months with a seal their statements and links and how many rows are
     * under them, and rows that are under the seal of a month without one.
     */
    public SealFindings findings(YearMonth month) {
        Set<SealDifference> all = new LinkedHashSet<>(differences(month));
        for (SealedMonth sealed : seals.all()) {
            SealCheck check = new SealCheck(jdbc, sealed.month());
            check.statements(sealed);
            check.links(sealed, seals.before(sealed.month()));
            if (!sealed.month().equals(month)) {
                SealStatement.read(sealed.sealStatement()).ifPresent(check::kept);
            }
            all.addAll(check.found());
        }
        return new SealFindings(seals.all().size(), seals.rowsWithoutSeal(MOST_WITHOUT_SEAL), List.copyOf(all));
    }

    /**
     * The rows of a section of a month's seal, whose table is one of those with few rows, as {@link io.monthclose.seal.RowText} writes
     * them, after a line with the names of the columns.
     *
     * @return nothing when they are not what was sealed
     */
    public Optional<byte[]> rows(YearMonth month, Section sealed) {
        SealedTable table = SealedTable.ALL.stream()
                .filter(known -> known.name().equals(sealed.table()) && known.kind() == sealed.kind())
                .findFirst()
                .orElseThrow();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes((String.join("\t", sealed.columns()) + "\n").getBytes(StandardCharsets.US_ASCII));
        Section now = rows.read(
                table,
                table.query(sealed.columns()),
                sealed.columns(),
                month.toString(),
                (_, row) -> text.writeBytes(row));
        return now.equals(sealed) ? Optional.of(text.toByteArray()) : Optional.empty();
    }

    static String sha256(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
