package io.monthclose.reference;

import io.monthclose.reference.Catalogue.Api;
import io.monthclose.reference.ChainRow.Fields;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/** One month's usage files of a random chain. */
final class ChainUsage {
    private static final List<String> FILE_NAMES = List.of(
            "usage.csv",
            "usage-1.csv",
            "usage10.csv",
            "usage_2.csv",
            "usageA.csv",
            "usage a.csv",
            "usage,b.csv",
            "usage-z.csv.gz",
            "usage.csv.gz");
    private static final List<String> ID_STYLES = List.of("r", "R", "a.", "Z:", "_", "-", "9");

    private final Dice dice;
    private final Catalogue catalogue;
    private final YearMonth month;
    private final RowSpelling spelling;
    private final List<ChainRow> rows = new ArrayList<>();
    private final List<Fields> good = new ArrayList<>();

    ChainUsage(Dice dice, Catalogue catalogue, YearMonth month) {
        this.dice = dice;
        this.catalogue = catalogue;
        this.month = month;
        this.spelling = new RowSpelling(dice);
    }

    void writeMonth(ChainMasters masters, Path folder) {
        for (KnownAccount account : masters.accounts()) {
            if (!dice.oneIn(5)) {
                addUsage(account, packsOf(account, masters));
            }
            if (dice.oneIn(3)) {
                addWhileNotOpen(account);
            }
        }
        addRepeats();
        addBadRows();
        writeFiles(folder);
    }

    private static List<Pack> packsOf(KnownAccount account, ChainMasters masters) {
        return masters.packs().stream()
                .filter(pack -> pack.accountId().equals(account.accountId()))
                .map(pack -> pack.withOpening(pack.calls()))
                .toList();
    }

    private void addUsage(KnownAccount account, List<Pack> packs) {
        Instant from = later(catalogue.startOf(month), startOf(account.openedOn()));
        LocalDate closedOn = account.closedOn();
        Instant until = closedOn == null ? catalogue.endOf(month) : earlier(catalogue.endOf(month), startOf(closedOn));
        if (!from.isBefore(until)) {
            return;
        }
        RandomMoments moments = new RandomMoments(dice, catalogue, month);
        moments.addPacks(packs);
        moments.addAround(from);
        for (Api api : dice.some(catalogue.apis().values(), 4)) {
            BigInteger prepaid = packs.stream()
                    .filter(pack -> pack.apis().contains(api.code()))
                    .map(Pack::opening)
                    .reduce(BigInteger.ZERO, BigInteger::add);
            BigInteger volume = RandomVolumes.ofMonth(dice, catalogue, api, prepaid);
            BigInteger most = RandomVolumes.MOST_CALLS_OF_A_RECORD;
            for (BigInteger calls : dice.split(volume.min(most), dice.from(1, 5))) {
                add(account.accountId(), api.code(), calls, moments.within(from, until));
            }
        }
    }

    private void add(String account, String api, BigInteger calls, Instant at) {
        String recordId = dice.pick(ID_STYLES) + good.size();
        Fields row = new Fields(List.of(recordId, account, api, spelling.calls(calls), spelling.instant(at)));
        good.add(row);
        rows.add(row);
    }

    private void addWhileNotOpen(KnownAccount account) {
        Instant opening = startOf(account.openedOn());
        LocalDate closedOn = account.closedOn();
        Instant closing = closedOn == null ? opening : startOf(closedOn);
        Instant at = dice.pick(
                opening.minusNanos(1),
                closing,
                dice.within(catalogue.startOf(month), catalogue.endOf(month)),
                closing.plus(Duration.ofHours(dice.below(200))));
        String api = dice.pick(List.copyOf(catalogue.apis().keySet()));
        add(account.accountId(), api, BigInteger.valueOf(dice.below(5_000)), at);
    }

    /** Duplicates, written in other words, and conflicts; a conflict may come to stand before the record it copies. */
    private void addRepeats() {
        for (Fields row : List.copyOf(good)) {
            if (dice.oneIn(8)) {
                rows.add(dice.oneIn(2) ? row : respelled(row));
            }
            if (dice.oneIn(12)) {
                rows.add(changed(row));
            }
        }
    }

    private Fields respelled(Fields row) {
        BigInteger calls = new BigInteger(row.values().get(3));
        Instant at = ReferenceTime.parseInstant(row.values().get(4)).orElseThrow();
        return row.with(3, spelling.calls(calls)).with(4, spelling.instant(at));
    }

    private Fields changed(Fields row) {
        Instant at = ReferenceTime.parseInstant(row.values().get(4)).orElseThrow();
        return switch (dice.below(3)) {
            case 0 -> row.with(3, String.valueOf(dice.below(20_000)));
            case 1 -> row.with(2, dice.pick(List.copyOf(catalogue.apis().keySet())));
            default -> row.with(4, spelling.instant(at.plusNanos(1)));
        };
    }

    private void addBadRows() {
        BadRows bad = new BadRows(dice, catalogue, month);
        if (!good.isEmpty()) {
            for (int more = dice.pick(0, 3, dice.from(0, 20)); more > 0; more--) {
                rows.add(bad.of(dice.pick(good)));
            }
        }
    }

    private void writeFiles(Path folder) {
        List<String> names = dice.some(FILE_NAMES, 4);
        List<List<ChainRow>> parts = new ArrayList<>();
        names.forEach(_ -> parts.add(new ArrayList<>()));
        for (ChainRow row : dice.oneIn(3) ? rows : dice.shuffled(rows)) {
            dice.pick(parts).add(row);
        }
        for (int i = 0; i < names.size(); i++) {
            new ChainFile(dice, UsageFolder.COLUMNS).write(folder.resolve(names.get(i)), parts.get(i));
        }
    }

    private Instant startOf(LocalDate date) {
        return date.atStartOfDay(catalogue.zone()).toInstant();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
