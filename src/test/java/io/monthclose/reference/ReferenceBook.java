package io.monthclose.reference;

import io.monthclose.reference.ReferencePurse.Entry;
import io.monthclose.reference.ReferencePurse.Holding;
import io.monthclose.reference.ReferenceRating.PackMovement;
import io.monthclose.reference.ReferenceRating.Rated;
import io.monthclose.reference.ReferenceRating.Unratable;
import io.monthclose.reference.UsageFolder.Counts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A book: a chain of months, each settled from its input folder into the texts of its output files. */
public final class ReferenceBook {
    private final Catalogue catalogue;
    private final List<YearMonth> closedMonths = new ArrayList<>();
    private final SortedMap<String, Holding> holdings = new TreeMap<>(ByteOrder.OF_TEXT);
    private final SortedMap<String, BigInteger> packsLeft = new TreeMap<>(ByteOrder.OF_TEXT);
    private final Set<String> countedTopUps = new TreeSet<>(ByteOrder.OF_TEXT);
    private final SortedMap<String, String> parked = new TreeMap<>(ByteOrder.OF_TEXT);
    private @Nullable MasterFiles masters;
    private Counts counts = new Counts(0, 0, 0, 0);

    public ReferenceBook(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Settles the month and returns the text of every CSV file by its name. */
    public Map<String, String> settle(YearMonth month, Path inputFolder, Instant settlementInstant) {
        requireNext(month);
        MasterFiles known = new MasterFiles(catalogue, closedMonths, masters);
        known.read(inputFolder);
        UsageFolder usage = new UsageFolder(catalogue, month, known.accounts());
        usage.take(inputFolder);
        masters = known;
        counts = usage.counts();
        known.packs().values().forEach(pack -> packsLeft.putIfAbsent(pack.packId(), pack.calls()));

        ReferenceOutput output = new ReferenceOutput(catalogue, month);
        output.rejects(usage.rejects());
        for (KnownAccount account : known.accounts().values()) {
            settleAccount(account, month, usage, known, settlementInstant, output);
        }
        closedMonths.add(month);
        return output.texts();
    }

    /** The accounts that the last month could not settle, with the reason; they are in none of its files. */
    public SortedMap<String, String> parked() {
        return Collections.unmodifiableSortedMap(parked);
    }

    /** The rows of the last month's usage files: read = accepted + duplicate + rejected. */
    public SortedMap<String, Long> counts() {
        SortedMap<String, Long> byName = new TreeMap<>();
        byName.put("read", counts.rows());
        byName.put("accepted", counts.accepted());
        byName.put("duplicate", counts.duplicates());
        byName.put("rejected", counts.rejected());
        return byName;
    }

    private void requireNext(YearMonth month) {
        if (!parked.isEmpty()) {
            throw new ReferenceRefused(List.of("the month before stays open: parked " + parked.keySet()));
        }
        if (!closedMonths.isEmpty() && !closedMonths.getLast().plusMonths(1).equals(month)) {
            throw new ReferenceRefused(List.of(month + " does not follow " + closedMonths.getLast()));
        }
    }

    private void settleAccount(
            KnownAccount account,
            YearMonth month,
            UsageFolder usage,
            MasterFiles known,
            Instant settlementInstant,
            ReferenceOutput output) {
        String id = account.accountId();
        List<Pack> packs = packsOf(id, known);
        ReferenceRating rating = new ReferenceRater(catalogue, month).rate(usage.acceptedOf(id), packs);
        switch (rating) {
            case Unratable unratable -> parked.put(id, unratable.reason());
            case Rated rated -> {
                if (isDue(account, month)) {
                    settleDue(account, month, rated, known, settlementInstant, output);
                }
                if (!parked.containsKey(id)) {
                    movePacks(id, rated, output);
                }
            }
        }
    }

    private boolean isDue(KnownAccount account, YearMonth month) {
        return account.presentIn(month)
                || holdingOf(account.accountId()).frozen().signum() > 0;
    }

    private void settleDue(
            KnownAccount account,
            YearMonth month,
            Rated rated,
            MasterFiles known,
            Instant settlementInstant,
            ReferenceOutput output) {
        String id = account.accountId();
        List<KnownTopUp> topUps = topUpsToCount(id, known, settlementInstant);
        BigDecimal wanted = account.closedByEndOf(month) ? ReferencePurse.ZERO : rated.freezeEstimate();
        ReferencePurse purse = new ReferencePurse(holdingOf(id));
        purse.settle(topUps, rated.amountDue(), wanted, settlementInstant);
        if (purse.overflows()) {
            parked.put(id, "the balance overflows");
            return;
        }
        topUps.forEach(topUp -> countedTopUps.add(topUp.topUpId()));
        holdings.put(id, purse.closing());
        output.bill(id, rated, purse.closing().balance());
        output.freeze(
                id,
                purse.released(),
                purse.wanted(),
                purse.frozen(),
                purse.freezeStatus(),
                purse.accountStatus(account, month));
        writeEntries(id, month, purse.entries(), output);
    }

    private static void writeEntries(String account, YearMonth month, List<Entry> entries, ReferenceOutput output) {
        int number = 0;
        for (Entry entry : entries) {
            number++;
            String entryId = String.format(Locale.ROOT, "%s-%s#%06d", month, account, number);
            output.entry(entryId, account, entry.kind(), entry.amount(), entry.effectiveAt());
        }
    }

    private void movePacks(String account, Rated rated, ReferenceOutput output) {
        for (PackMovement movement : rated.packs()) {
            packsLeft.put(movement.packId(), movement.closing());
            output.pack(account, movement);
        }
    }

    private List<Pack> packsOf(String account, MasterFiles known) {
        return known.packs().values().stream()
                .filter(pack -> pack.accountId().equals(account))
                .map(pack -> pack.withOpening(packsLeft.getOrDefault(pack.packId(), BigInteger.ZERO)))
                .toList();
    }

    private List<KnownTopUp> topUpsToCount(String account, MasterFiles known, Instant settlementInstant) {
        return known.topUps().values().stream()
                .filter(topUp -> topUp.accountId().equals(account))
                .filter(topUp -> !topUp.receivedAt().isAfter(settlementInstant))
                .filter(topUp -> !countedTopUps.contains(topUp.topUpId()))
                .toList();
    }

    private Holding holdingOf(String account) {
        return holdings.getOrDefault(account, Holding.NOTHING);
    }
}
