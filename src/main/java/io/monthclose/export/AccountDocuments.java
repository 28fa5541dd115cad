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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The documents with rows of accounts, written together in one pass over the accounts in the order of their ids, and with them the
 * leaves that the root is made of. Two queries are read side by side, the settled accounts and their packs, so that nothing grows
 * with the accounts. An account that is due no bill and holds packs is in {@code packs.csv} alone.
 */
final class AccountDocuments implements AutoCloseable {
    private static final String SETTLED = """
        SELECT s.account_id, b.lines_total, b.rounding, b.amount_due, s.balance_after, s.bill_status, b.lines, b.draws,
               s.released, s.wanted, s.frozen, s.freeze_status, s.account_status, s.entries
        FROM settlement s JOIN bill b ON b.billing_month = s.billing_month AND b.account_id = s.account_id
        WHERE s.billing_month = ? ORDER BY s.billing_month, s.account_id
        """;

    /** The documents with their columns. */
    static final Map<String, String> HEADERS = Map.of(
            "bills.csv",
            "month,account_id,bill_id,currency,lines_total,rounding,amount_due,balance_after,status",
            "bill-lines.csv",
            "month,account_id,api,price_version,metered_calls,beta_calls,free_calls,prepaid_calls,billable_calls,"
                    + "tier_from,unit_price_per_1000,amount",
            "pack-draws.csv",
            "month,account_id,api,source,pack_id,calls",
            "packs.csv",
            "month,account_id,pack_id,opening,drawn,forfeited,closing",
            "freezes.csv",
            "month,account_id,released,wanted,frozen,status,account_status",
            "ledger.csv",
            "month,entry_id,account_id,kind,debit,credit,amount,effective_at");

    private final CsvContext context;
    private final ApiFigures figures;
    private final AccountLeaves leaves;
    private final PlainCsv bills;
    private final PlainCsv lines;
    private final PlainCsv draws;
    private final PlainCsv packs;
    private final PlainCsv freezes;
    private final PlainCsv ledger;
    private Instant lastInstant = Instant.MIN;
    private String lastInstantText = "";

    AccountDocuments(DocumentSink sink, CsvContext context, ApiFigures figures, AccountLeaves leaves)
            throws IOException {
        this.context = context;
        this.figures = figures;
        this.leaves = leaves;
        this.bills = csv(sink, "bills.csv");
        this.lines = csv(sink, "bill-lines.csv");
        this.draws = csv(sink, "pack-draws.csv");
        this.packs = csv(sink, "packs.csv");
        this.freezes = csv(sink, "freezes.csv");
        this.ledger = csv(sink, "ledger.csv");
    }

    private PlainCsv csv(DocumentSink sink, String name) throws IOException {
        return new PlainCsv(name, sink.open(name), Objects.requireNonNull(HEADERS.get(name)), leaves);
    }

    /** Writes the accounts of a month; what was written, in the order of the contract. */
    List<WrittenFile> write(JdbcTemplate jdbc) throws IOException {
        try (PackRows rows = PackRows.read(jdbc, context.month())) {
            jdbc.query(
                    SETTLED,
                    row -> {
                        account(row, rows);
                    },
                    context.month());
            packsOnly(rows, null);
        }
        List<WrittenFile> files = new ArrayList<>();
        for (PlainCsv document : documents()) {
            files.add(document.whole());
        }
        return files;
    }

    private List<PlainCsv> documents() {
        return List.of(bills, lines, draws, packs, freezes, ledger);
    }

    private void account(ResultSet row, PackRows moved) throws SQLException {
        String account = row.getString(1);
        packsOnly(moved, account);
        leaves.begin(account);
        bill(account, row);
        bills.endAccount();
        lines(account, BillColumns.lines(row.getString(7)));
        lines.endAccount();
        draws(account, BillColumns.draws(row.getString(8)));
        draws.endAccount();
        packs(account, moved);
        freeze(account, row);
        freezes.endAccount();
        ledger(account, EntryColumn.entries(row.getString(14), context.month() + "-" + account));
        ledger.endAccount();
        leaves.end();
    }

    /** Accounts with packs and without a bill, up to an account or to the end. */
    private void packsOnly(PackRows moved, @Nullable String before) {
        String account = moved.account();
        while (account != null && (before == null || account.compareTo(before) < 0)) {
            leaves.begin(account);
            packs(account, moved);
            leaves.end();
            account = moved.account();
        }
    }

    private void packs(String account, PackRows moved) {
        while (account.equals(moved.account())) {
            PackRows.PackRow row = moved.next();
            packs.field(context.month())
                    .field(account)
                    .field(row.pack())
                    .field(row.opening())
                    .field(row.drawn())
                    .field(row.forfeited())
                    .field(row.closing())
                    .end();
        }
        packs.endAccount();
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
                packs;
                freezes;
                ledger) {
            // Closes them all, whichever of them fails.
        }
    }
}
