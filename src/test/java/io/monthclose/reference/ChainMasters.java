package io.monthclose.reference;

import io.monthclose.reference.ChainRow.Fields;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The accounts, packs and top-ups of a random chain, as they grow from month to month. */
final class ChainMasters {
    private static final List<String> ID_STYLES = List.of("A000", "a.", "Z:", "_", "A-", "a", "B");
    private static final List<String> NAMES =
            List.of("One", "Zwei & Söhne", "三号公司", "Four, \"Inc.\"", " spaced ", "x".repeat(200), "=1+1");

    private final Dice dice;
    private final RowSpelling spelling;
    private final Catalogue catalogue;
    private final SortedMap<String, KnownAccount> accounts = new TreeMap<>();
    private final List<KnownPack> packs = new ArrayList<>();
    private final SortedMap<String, Fields> packRows = new TreeMap<>();
    private final SortedMap<String, Fields> topUpRows = new TreeMap<>();

    ChainMasters(Dice dice, Catalogue catalogue) {
        this.dice = dice;
        this.spelling = new RowSpelling(dice);
        this.catalogue = catalogue;
    }

    List<KnownAccount> accounts() {
        return List.copyOf(accounts.values());
    }

    List<KnownPack> packs() {
        return packs;
    }

    /** Lets a month bring its news and writes its three files. */
    void writeMonth(YearMonth month, List<YearMonth> closedMonths, Instant settlementInstant, Path folder) {
        SortedMap<String, Fields> accountNews = new TreeMap<>();
        for (KnownAccount account : changedAccounts(month, closedMonths)) {
            accountNews.put(account.accountId(), row(account));
        }
        SortedMap<String, Fields> known = new TreeMap<>();
        accounts.values().forEach(account -> known.put(account.accountId(), row(account)));
        writeFile(folder.resolve("accounts.csv"), MasterFiles.ACCOUNT_COLUMNS, accountNews, known);
        writeFile(folder.resolve("prepaid-packs.csv"), MasterFiles.PACK_COLUMNS, newPacks(month), packRows);
        writeFile(
                folder.resolve("top-ups.csv"),
                MasterFiles.TOP_UP_COLUMNS,
                newTopUps(month, settlementInstant),
                topUpRows);
    }

    /** Everything new must be in the file; of what is known some comes again, unchanged. */
    private void writeFile(
            Path file, List<String> columns, SortedMap<String, Fields> news, SortedMap<String, Fields> known) {
        List<Fields> rows = new ArrayList<>(news.values());
        int oneInKnown = dice.pick(1, 3, 1_000);
        for (Map.Entry<String, Fields> entry : known.entrySet()) {
            if (!news.containsKey(entry.getKey()) && dice.oneIn(oneInKnown)) {
                rows.add(entry.getValue());
            }
        }
        known.putAll(news);
        if (!rows.isEmpty() || dice.oneIn(2)) {
            new ChainFile(dice, columns).write(file, dice.shuffled(rows));
        }
    }

    private List<KnownAccount> changedAccounts(YearMonth month, List<YearMonth> closedMonths) {
        List<KnownAccount> changed = new ArrayList<>();
        for (KnownAccount account : List.copyOf(accounts.values())) {
            if (dice.oneIn(4)) {
                Optional<KnownAccount> update = allowed(update(account, month), closedMonths);
                update.ifPresent(changed::add);
            }
        }
        int newOnes = closedMonths.isEmpty() ? dice.pick(1, 3, dice.from(1, 25)) : dice.below(4);
        for (int i = 0; i < newOnes; i++) {
            String id = dice.pick(ID_STYLES) + (accounts.size() + 1);
            LocalDate openedOn = closedMonths.isEmpty() ? openingAtFirst(month) : dateAround(month, 0);
            LocalDate closedOn = dice.oneIn(2) ? null : openedOn.plusDays(dice.pick(1, 2, 30, dice.from(1, 150)));
            KnownAccount account = new KnownAccount(id, dice.pick(NAMES), openedOn, closedOn);
            if (allowed(account, closedMonths).isPresent()) {
                changed.add(account);
                accounts.put(id, account);
            }
        }
        changed.forEach(account -> accounts.put(account.accountId(), account));
        return changed;
    }

    private LocalDate openingAtFirst(YearMonth month) {
        return dice.oneIn(3) ? dateAround(month, -2) : month.atDay(1).minusDays(dice.from(0, 400));
    }

    /** A date from some months before the month up to the month after it; often the first of a month. */
    private LocalDate dateAround(YearMonth month, int earliestMonth) {
        YearMonth around = month.plusMonths(dice.from(earliestMonth, 1));
        return dice.oneIn(4) ? around.atDay(1) : around.atDay(dice.from(1, around.lengthOfMonth()));
    }

    private KnownAccount update(KnownAccount account, YearMonth month) {
        String name = dice.oneIn(3) ? dice.pick(NAMES) : account.name();
        LocalDate openedOn = dice.oneIn(8) ? account.openedOn().plusDays(dice.from(-3, 3)) : account.openedOn();
        LocalDate closedOn = dice.oneIn(5) ? null : dateAround(month, -1);
        return new KnownAccount(account.accountId(), name, openedOn, closedOn);
    }

    private Optional<KnownAccount> allowed(KnownAccount account, List<YearMonth> closedMonths) {
        @Nullable KnownAccount before = accounts.get(account.accountId());
        for (YearMonth closed : closedMonths) {
            boolean wasPresent = before != null && before.presentIn(closed);
            if (wasPresent != account.presentIn(closed)) {
                return Optional.empty();
            }
        }
        LocalDate closedOn = account.closedOn();
        return closedOn == null || closedOn.isAfter(account.openedOn()) ? Optional.of(account) : Optional.empty();
    }

    private static Fields row(KnownAccount account) {
        String closedOn = account.closedOn() == null ? "" : account.closedOn().toString();
        return new Fields(
                List.of(account.accountId(), account.name(), account.openedOn().toString(), closedOn));
    }

    private SortedMap<String, Fields> newPacks(YearMonth month) {
        SortedMap<String, Fields> news = new TreeMap<>();
        List<String> coverable = RandomPacks.coverableApis(catalogue);
        RandomPacks random = new RandomPacks(dice, catalogue, month);
        int count = coverable.isEmpty() || accounts.isEmpty() ? 0 : dice.pick(0, 2, dice.from(0, 15));
        for (int i = 0; i < count; i++) {
            String account = dice.pick(List.copyOf(accounts.keySet()));
            KnownPack pack = random.pack(dice.pick("P", "p-", "0") + (packs.size() + 1), account, coverable);
            packs.add(pack);
            news.put(pack.packId(), row(pack));
        }
        return news;
    }

    private Fields row(KnownPack pack) {
        return new Fields(List.of(
                pack.packId(),
                pack.accountId(),
                String.join("|", pack.apis()),
                pack.calls().toString(),
                spelling.instant(pack.validFrom()),
                spelling.instant(pack.validUntil())));
    }

    private SortedMap<String, Fields> newTopUps(YearMonth month, Instant settlementInstant) {
        SortedMap<String, Fields> news = new TreeMap<>();
        Instant earliest = catalogue.startOf(month).minus(Duration.ofDays(10));
        int count = accounts.isEmpty() ? 0 : dice.from(0, accounts.size() * 2);
        for (int i = 0; i < count; i++) {
            String account = dice.pick(List.copyOf(accounts.keySet()));
            String id = dice.pick("T", "t", "_") + (topUpRows.size() + news.size() + 1);
            Instant receivedAt = switch (dice.below(6)) {
                case 0 -> settlementInstant;
                case 1 -> settlementInstant.plusNanos(1);
                case 2 -> dice.within(settlementInstant, settlementInstant.plus(Duration.ofDays(35)));
                default -> dice.within(earliest, settlementInstant);
            };
            news.put(id, new Fields(List.of(id, account, amount(), spelling.instant(receivedAt))));
        }
        return news;
    }

    private String amount() {
        return switch (dice.below(5)) {
            case 0 -> dice.pick("0.01", "1", "0.1", "100.00", "6000");
            case 1 -> String.valueOf(1 + dice.below(1_000_000));
            default -> BigDecimal.valueOf(1 + dice.below(5_000_000), 2).toPlainString();
        };
    }
}
