package io.monthclose.reference;

import io.monthclose.reference.Catalogue.Api;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Accounts, packs and top-ups: what earlier months brought, and what this month's files add to it. */
final class MasterFiles {
    static final List<String> ACCOUNT_COLUMNS = List.of("account_id", "name", "opened_on", "closed_on");
    static final List<String> PACK_COLUMNS =
            List.of("pack_id", "account_id", "apis", "calls", "valid_from", "valid_until");
    static final List<String> TOP_UP_COLUMNS = List.of("top_up_id", "account_id", "amount", "received_at");

    private static final BigInteger MOST_PACK_CALLS = new BigInteger("999999999999999");
    private static final int LONGEST_NAME = 200;

    private final Catalogue catalogue;
    private final List<YearMonth> closedMonths;
    private final SortedMap<String, KnownAccount> accounts = new TreeMap<>(ByteOrder.OF_TEXT);
    private final SortedMap<String, KnownPack> packs = new TreeMap<>(ByteOrder.OF_TEXT);
    private final SortedMap<String, KnownTopUp> topUps = new TreeMap<>(ByteOrder.OF_TEXT);
    private final List<String> faults = new ArrayList<>();

    MasterFiles(Catalogue catalogue, List<YearMonth> closedMonths, @Nullable MasterFiles earlier) {
        this.catalogue = catalogue;
        this.closedMonths = List.copyOf(closedMonths);
        if (earlier != null) {
            accounts.putAll(earlier.accounts);
            packs.putAll(earlier.packs);
            topUps.putAll(earlier.topUps);
        }
    }

    SortedMap<String, KnownAccount> accounts() {
        return accounts;
    }

    SortedMap<String, KnownPack> packs() {
        return packs;
    }

    SortedMap<String, KnownTopUp> topUps() {
        return topUps;
    }

    void read(Path folder) {
        readFile(folder.resolve("accounts.csv"), ACCOUNT_COLUMNS, this::addAccount);
        readFile(folder.resolve("prepaid-packs.csv"), PACK_COLUMNS, this::addPack);
        readFile(folder.resolve("top-ups.csv"), TOP_UP_COLUMNS, this::addTopUp);
        if (!faults.isEmpty()) {
            throw new ReferenceRefused(faults);
        }
    }

    private void readFile(Path path, List<String> columns, Consumer<List<String>> add) {
        if (!Files.exists(path)) {
            return;
        }
        CsvFile file = CsvFile.read(path, columns);
        Set<String> seen = new HashSet<>();
        for (int number = 2; number <= file.lastLine(); number++) {
            try {
                List<String> row = file.row(number);
                require(seen.add(row.getFirst()), "an id twice in one file");
                require(UsageFolder.isId(row.getFirst()), "an id outside its format");
                add.accept(row);
            } catch (CsvRow.Malformed malformed) {
                faults.add(file.name() + " line " + number + ": " + malformed.detail());
            } catch (IllegalArgumentException wrong) {
                faults.add(file.name() + " line " + number + ": " + wrong.getMessage());
            }
        }
    }

    private void addAccount(List<String> row) {
        String name = row.get(1);
        require(!name.isEmpty() && name.length() <= LONGEST_NAME, "a name that is empty or too long");
        LocalDate openedOn = found(ReferenceTime.parseDate(row.get(2)), "opened_on is no date");
        LocalDate closedOn =
                row.get(3).isEmpty() ? null : found(ReferenceTime.parseDate(row.get(3)), "closed_on is no date");
        require(closedOn == null || closedOn.isAfter(openedOn), "closed_on is not after opened_on");
        KnownAccount account = new KnownAccount(row.get(0), name, openedOn, closedOn);
        for (YearMonth closed : closedMonths) {
            KnownAccount before = accounts.get(account.accountId());
            boolean wasPresent = before != null && before.presentIn(closed);
            require(wasPresent == account.presentIn(closed), "the presence in the closed month " + closed + " changes");
        }
        accounts.put(account.accountId(), account);
    }

    private void addPack(List<String> row) {
        require(accounts.containsKey(row.get(1)), "an unknown account");
        List<String> apis = List.of(row.get(2).split("\\|", -1));
        require(new HashSet<>(apis).size() == apis.size(), "an API twice in a pack");
        for (String code : apis) {
            Api api = catalogue.apis().get(code);
            require(api != null && catalogue.prepaid(api), "an API that is unknown or has no packs");
        }
        require(row.get(3).matches("[0-9]{1,15}"), "calls are not 1 to 15 digits");
        BigInteger calls = new BigInteger(row.get(3));
        require(calls.signum() > 0 && calls.compareTo(MOST_PACK_CALLS) <= 0, "calls out of bounds");
        Instant from = found(ReferenceTime.parseInstant(row.get(4)), "valid_from is no instant");
        Instant until = found(ReferenceTime.parseInstant(row.get(5)), "valid_until is no instant");
        require(from.isBefore(until), "valid_from is not before valid_until");
        List<String> sortedApis = apis.stream().sorted(ByteOrder.OF_TEXT).toList();
        KnownPack pack = new KnownPack(row.get(0), row.get(1), sortedApis, calls, from, until);
        KnownPack before = packs.put(pack.packId(), pack);
        require(before == null || before.equals(pack), "a pack again with other content");
    }

    private void addTopUp(List<String> row) {
        require(accounts.containsKey(row.get(1)), "an unknown account");
        require(row.get(2).matches("[0-9]+(\\.[0-9]{1,2})?"), "amount is not an amount with 2 decimals at most");
        BigDecimal amount = new BigDecimal(row.get(2)).setScale(2);
        require(amount.signum() > 0, "amount is not above 0");
        Instant receivedAt = found(ReferenceTime.parseInstant(row.get(3)), "received_at is no instant");
        KnownTopUp topUp = new KnownTopUp(row.get(0), row.get(1), amount, receivedAt);
        KnownTopUp before = topUps.put(topUp.topUpId(), topUp);
        require(before == null || before.equals(topUp), "a top-up again with other content");
    }

    private static <T> T found(Optional<T> value, String otherwise) {
        return value.orElseThrow(() -> new IllegalArgumentException(otherwise));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
