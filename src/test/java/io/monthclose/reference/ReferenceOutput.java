package io.monthclose.reference;

import io.monthclose.reference.ReferenceRating.Draw;
import io.monthclose.reference.ReferenceRating.Line;
import io.monthclose.reference.ReferenceRating.PackMovement;
import io.monthclose.reference.ReferenceRating.Rated;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects a month's rows and writes the seven files as the contract has them. */
final class ReferenceOutput {
    private final CsvTable bills = new CsvTable(
            "month",
            "account_id",
            "bill_id",
            "currency",
            "lines_total",
            "rounding",
            "amount_due",
            "balance_after",
            "status");
    private final CsvTable lines = new CsvTable(
            "month",
            "account_id",
            "api",
            "price_version",
            "metered_calls",
            "beta_calls",
            "free_calls",
            "prepaid_calls",
            "billable_calls",
            "tier_from",
            "unit_price_per_1000",
            "amount");
    private final CsvTable draws = new CsvTable("month", "account_id", "api", "source", "pack_id", "calls");
    private final CsvTable packs =
            new CsvTable("month", "account_id", "pack_id", "opening", "drawn", "forfeited", "closing");
    private final CsvTable freezes =
            new CsvTable("month", "account_id", "released", "wanted", "frozen", "status", "account_status");
    private final CsvTable ledger =
            new CsvTable("month", "entry_id", "account_id", "kind", "debit", "credit", "amount", "effective_at");
    private final CsvTable rejects = new CsvTable("file", "line", "reason", "detail", "raw");

    private final Catalogue catalogue;
    private final YearMonth month;

    ReferenceOutput(Catalogue catalogue, YearMonth month) {
        this.catalogue = catalogue;
        this.month = month;
    }

    void bill(String account, Rated rated, BigDecimal balanceAfter) {
        bills.add(
                month,
                account,
                month + "-" + account,
                catalogue.currency(),
                plain(rated.linesTotal()),
                plain(rated.rounding()),
                money(rated.amountDue()),
                money(balanceAfter),
                balanceAfter.signum() < 0 ? "ARREARS" : "PAID");
        rated.lines().forEach(line -> line(account, line));
        rated.draws().forEach(draw -> draw(account, draw));
    }

    private void line(String account, Line line) {
        lines.add(
                month,
                account,
                line.api(),
                line.priceVersion(),
                line.meteredCalls(),
                line.betaCalls(),
                line.freeCalls(),
                line.prepaidCalls(),
                line.billableCalls(),
                line.tierFrom(),
                plain(line.unitPricePerThousand()),
                plain(line.amount()));
    }

    private void draw(String account, Draw draw) {
        draws.add(month, account, draw.api(), draw.source(), draw.packId(), draw.calls());
    }

    void pack(String account, PackMovement pack) {
        packs.add(month, account, pack.packId(), pack.opening(), pack.drawn(), pack.forfeited(), pack.closing());
    }

    void freeze(
            String account,
            BigDecimal released,
            BigDecimal wanted,
            BigDecimal frozen,
            String status,
            String accountStatus) {
        freezes.add(month, account, money(released), money(wanted), money(frozen), status, accountStatus);
    }

    void entry(String entryId, String account, ReferencePurse.Kind kind, BigDecimal amount, Instant effectiveAt) {
        String at = ReferenceTime.format(effectiveAt, catalogue.zone());
        ledger.add(month, entryId, account, kind.name(), kind.debit(), kind.credit(), money(amount), at);
    }

    void rejects(List<UsageFolder.Reject> all) {
        all.forEach(
                reject -> rejects.add(reject.file(), reject.line(), reject.reason(), reject.detail(), reject.raw()));
    }

    SortedMap<String, String> texts() {
        SortedMap<String, String> texts = new TreeMap<>();
        texts.put("bills.csv", bills.sortedBy(2));
        texts.put("bill-lines.csv", lines.sortedBy(4));
        texts.put("pack-draws.csv", draws.sortedBy(5));
        texts.put("packs.csv", packs.sortedBy(3));
        texts.put("freezes.csv", freezes.sortedBy(2));
        texts.put("ledger.csv", ledger.sortedBy(2));
        texts.put("rejects.csv", rejects.asAdded());
        return texts;
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String money(BigDecimal value) {
        return value.setScale(2).toPlainString();
    }
}
