package io.monthclose.sample;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prepaid packs and top-ups of the city. Amounts follow a rough estimate of the cost, so that most accounts are covered
 * and some are not.
 */
final class CityFunding {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);
    private static final List<Integer> PACK_SIZES = List.of(10_000, 50_000, 100_000, 500_000, 1_000_000, 5_000_000);

    private final Chance chance;
    private final LocalDate firstDay;
    private final ZoneOffset zone;

    CityFunding(Chance chance, LocalDate firstDay, ZoneOffset zone) {
        this.chance = chance;
        this.firstDay = firstDay;
        this.zone = zone;
    }

    List<String> packs(List<CityAccount> accounts) {
        List<String> rows = new ArrayList<>();
        for (CityAccount account : accounts) {
            List<String> prepaid = account.trade().prepaidApis();
            boolean staying =
                    account.openedOn().isBefore(firstDay) && account.closedOn().equals(LocalDate.MAX);
            if (staying && !prepaid.isEmpty() && chance.oneIn(4)) {
                int packs = chance.between(1, 3);
                for (int i = 0; i < packs; i++) {
                    rows.add(pack(rows.size() + 1, account, prepaid));
                }
            }
        }
        return rows;
    }

    private String pack(int number, CityAccount account, List<String> prepaid) {
        String apis = chance.oneIn(2) ? prepaid.getFirst() : String.join("|", prepaid);
        long wish = account.monthlyCalls() / 2;
        int size = PACK_SIZES.getFirst();
        for (int offered : PACK_SIZES) {
            size = offered <= wish ? offered : size;
        }
        OffsetDateTime from = account.nearestOpenDay(dayOfPurchase())
                .atTime(chance.between(0, 23), 0)
                .atOffset(zone);
        OffsetDateTime monthEnd = firstDay.plusMonths(1).atStartOfDay().atOffset(zone);
        OffsetDateTime until = number % 9 == 0 ? monthEnd : from.plusYears(1);
        String id = String.format(Locale.ROOT, "YP-%03d", number);
        return String.join(
                ",", id, account.id(), apis, Integer.toString(size), SECONDS.format(from), SECONDS.format(until));
    }

    /** In the month, or within the year before; a pack lasts a year, so that some end in the month. */
    private LocalDate dayOfPurchase() {
        return switch (chance.index(5, 2, 2)) {
            case 0 -> firstDay.minusDays(chance.between(1, 330));
            case 1 -> firstDay.plusDays(chance.between(1, 27));
            default -> firstDay.minusYears(1).plusDays(chance.between(0, 29));
        };
    }

    List<String> topUps(List<CityAccount> accounts) {
        List<String> rows = new ArrayList<>();
        for (CityAccount account : accounts) {
            long fen = roughCost(account);
            switch (chance.index(86, 8, 4, 2)) {
                case 0 -> topUp(rows, account, 20_000 + fen * 5 / 2);
                case 1 -> topUp(rows, account, 2_000 + fen * 5 / 4);
                case 2 -> topUp(rows, account, 1_000 + fen / 3);
                default -> topUpTooLate(rows, account, 20_000 + fen);
            }
        }
        return rows;
    }

    private static long roughCost(CityAccount account) {
        long fen = 0;
        for (Trade.Share share : account.trade().shares()) {
            long calls = account.monthlyCalls() * share.percent() / 100;
            fen += calls * share.api().roughFenPerThousand() / 1000;
        }
        return fen;
    }

    /** One or two instalments, in whole hundreds but for some; received up to the day before the settlement. */
    private void topUp(List<String> rows, CityAccount account, long fen) {
        int instalments = chance.between(1, 2);
        for (int i = 0; i < instalments; i++) {
            long share = fen / instalments;
            long amount = chance.oneIn(9) ? share : (share + 9_999) / 10_000 * 10_000;
            LocalDate day = account.nearestOpenDay(firstDay.plusDays(chance.between(-40, 30)));
            add(rows, account, amount, day.atTime(chance.between(8, 21), chance.between(0, 59), chance.between(0, 59)));
        }
    }

    /** Received on the day of the settlement, after it. */
    private void topUpTooLate(List<String> rows, CityAccount account, long fen) {
        LocalDate settled = firstDay.plusMonths(1).plusDays(1);
        add(rows, account, fen, settled.atTime(chance.between(10, 20), chance.between(1, 59)));
    }

    private void add(List<String> rows, CityAccount account, long fen, LocalDateTime receivedAt) {
        String id = String.format(Locale.ROOT, "YR-%04d", rows.size() + 1);
        String amount = String.format(Locale.ROOT, "%d.%02d", fen / 100, fen % 100);
        rows.add(String.join(",", id, account.id(), amount, SECONDS.format(receivedAt.atOffset(zone))));
    }
}
