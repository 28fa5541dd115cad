package io.monthclose.export;

import io.monthclose.ledger.LedgerEntry;
import io.monthclose.period.InstantText;
import io.monthclose.rating.Draw;
import io.monthclose.rating.RatedLine;
import io.monthclose.store.BillColumns;
import io.monthclose.store.EntryColumn;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The documents with rows of each settled account, written together in one pass over the accounts in the order of their ids. */
final class AccountDocuments implements AutoCloseable {
    private static final String SETTLED = """
        SELECT s.account_id, b.lines_total, b.rounding, b.amount_due, s.balance_after, s.bill_status, b.lines, b.draws,
               s.released, s.wanted, s.frozen, s.freeze_status, s.account_status, s.entries
        FROM settlement s JOIN bill b ON b.billing_month = s.billing_month AND b.account_id = s.account_id
        WHERE s.billing_month = ? ORDER BY s.account_id
        """;

    private final CsvContext context;
    private final ApiFigures figures;
    private final PlainCsv bills;
    private final PlainCsv lines;
    private final PlainCsv draws;
    private final PlainCsv freezes;
    private final PlainCsv ledger;
    private Instant lastInstant = Instant.MIN;
    private String lastInstantText = "";

    AccountDocuments(OutputFolder output, CsvContext context, ApiFigures figures) throws IOException {
        this.context = context;
        this.figures = figures;
        this.bills = new PlainCsv(
                output.file("bills.csv"),
                "month,account_id,bill_id,currency,lines_total,rounding,amount_due,balance_after,status");
        this.lines = new PlainCsv(
                output.file("bill-lines.csv"),
                "month,account_id,api,price_version,metered_calls,beta_calls,free_calls,prepaid_calls,billable_calls,"
                        + "tier_from,unit_price_per_1000,amount");
        this.draws = new PlainCsv(output.file("pack-draws.csv"), "month,account_id,api,source,pack_id,calls");
        this.freezes = new PlainCsv(
                output.file("freezes.csv"), "month,account_id,released,wanted,frozen,status,account_status");
        this.ledger = new PlainCsv(
                output.file("ledger.csv"), "month,entry_id,account_id,kind,debit,credit,amount,effective_at");
    }

    /** Writes the accounts of a month; what was written, in the order of the contract but for {@code packs.csv}. */
    List<WrittenFile> write(JdbcTemplate jdbc) throws IOException {
        jdbc.query(SETTLED, this::account, context.month());
        return List.of(
                bills.end("bills.csv"),
                lines.end("bill-lines.csv"),
                draws.end("pack-draws.csv"),
                freezes.end("freezes.csv"),
                ledger.end("ledger.csv"));
    }

    private void account(ResultSet row) throws SQLException {
        String account = row.getString(1);
        bill(account, row);
        lines(account, BillColumns.lines(row.getString(7)));
        draws(account, BillColumns.draws(row.getString(8)));
        freeze(account, row);
        ledger(account, EntryColumn.entries(row.getString(14), context.month() + "-" + account));
    }

    private void bill(String account, ResultSet row) throws SQLException {
        bills.field(context.month())
                .field(account)
                .field(context.month() + "-" + account)
                .field(context.currency())
                .field(Decimals.exact(row.getBigDecimal(2)))
                .field(Decimals.exact(row.getBigDecimal(3)))
                .field(Decimals.money(row.getBigDecimal(4)))
                .field(Decimals.money(row.getBigDecimal(5)))
                .field(row.getString(6))
                .end();
    }

    private void lines(String account, List<RatedLine> rated) {
        for (RatedLine line : rated) {
            figures.add(line);
            lines.field(context.month())
                    .field(account)
                    .field(line.api())
                    .field(line.priceVersion())
                    .field(line.meteredCalls())
                    .field(line.betaCalls())
                    .field(line.freeCalls())
                    .field(line.prepaidCalls())
                    .field(line.billableCalls())
                    .field(line.tierFrom())
                    .field(line.unitPrice().toString())
                    .field(line.amount().toString())
                    .end();
        }
    }

    private void draws(String account, List<Draw> drawn) {
        for (Draw draw : drawn) {
            draws.field(context.month())
                    .field(account)
                    .field(draw.api())
                    .field(draw.source().name())
                    .field(draw.packId())
                    .field(draw.calls())
                    .end();
        }
    }

    private void freeze(String account, ResultSet row) throws SQLException {
        freezes.field(context.month())
                .field(account)
                .field(Decimals.money(row.getBigDecimal(9)))
                .field(Decimals.money(row.getBigDecimal(10)))
                .field(Decimals.money(row.getBigDecimal(11)))
                .field(row.getString(12))
                .field(row.getString(13))
                .end();
    }

    private void ledger(String account, List<LedgerEntry> entries) {
        for (LedgerEntry entry : entries) {
            ledger.field(context.month())
                    .field(entry.entryId())
                    .field(account)
                    .field(entry.kind().name())
                    .field(entry.kind().debit().name())
                    .field(entry.kind().credit().name())
                    .field(entry.amount().toString())
                    .field(text(entry.effectiveAt()))
                    .end();
        }
    }

    /** Nearly all entries have the settlement instant. */
    private String text(Instant instant) {
        if (!instant.equals(lastInstant)) {
            lastInstant = instant;
            lastInstantText = InstantText.format(instant, context.zone());
        }
        return lastInstantText;
    }

    @Override
    public void close() throws IOException {
        try (bills;
                lines;
                draws;
                freezes;
                ledger) {
            // Closes them all, whichever of them fails.
        }
    }
}
