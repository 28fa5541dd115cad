package io.monthclose.sample;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The usage rows of the city, in the order in which each gateway got them. */
final class CityUsage {
    /** A line and the time at which its gateway wrote it. */
    record Line(LocalDateTime writtenAt, String text) {}

    /** A sound record, of which {@link CityFaults} makes copies and broken ones. */
    record Row(String id, CityAccount account, String api, long calls, LocalDateTime at, Gateway gateway) {
        Line line() {
            return new Line(at, text(gateway.text(at)));
        }

        Row named(String otherId) {
            return new Row(otherId, account, api, calls, at, gateway);
        }

        Row calling(long otherCalls) {
            return new Row(id, account, api, otherCalls, at, gateway);
        }

        Row of(CityAccount other) {
            return new Row(id, other, api, calls, at, gateway);
        }

        String text(String instant) {
            return id + ',' + account.id() + ',' + api + ',' + calls + ',' + instant;
        }
    }

    private final Chance chance;
    private final LocalDate firstDay;
    private final Map<Gateway, Integer> numbers = new EnumMap<>(Gateway.class);

    CityUsage(Chance chance, LocalDate firstDay) {
        this.chance = chance;
        this.firstDay = firstDay;
    }

    /** Exactly {@code count} rows, shared among the accounts by their weight; what is left over goes to the largest. */
    List<Row> rows(List<CityAccount> accounts, int count) {
        List<CityAccount> bySize = accounts.stream()
                .filter(account -> !openDays(account).isEmpty())
                .sorted(Comparator.comparingInt(CityAccount::rank))
                .toList();
        long weights = bySize.stream().mapToLong(CityAccount::rowWeight).sum();
        List<Row> rows = new ArrayList<>();
        for (int i = bySize.size() - 1; i >= 0; i--) {
            long share = count * bySize.get(i).rowWeight() / weights;
            addRows(rows, bySize.get(i), i == 0 ? count - rows.size() : Math.toIntExact(share));
        }
        rows.sort(Comparator.comparing(Row::at));
        return rows.stream().map(this::numbered).toList();
    }

    private List<LocalDate> openDays(CityAccount account) {
        return firstDay.datesUntil(firstDay.plusMonths(1))
                .filter(account::isOpenOn)
                .toList();
    }

    private void addRows(List<Row> rows, CityAccount account, int count) {
        List<LocalDate> days = openDays(account);
        Trade trade = account.trade();
        List<Integer> weights = days.stream().map(trade.rhythm()::weightOf).toList();
        long mean = account.monthlyCalls() * days.size() / firstDay.lengthOfMonth() / count;
        Gateway home = chance.oneOf(Gateway.ALL);
        for (int i = 0; i < count; i++) {
            LocalDate day = days.get(chance.index(weights));
            LocalDateTime at = day.atTime(trade.rhythm().hour(chance), chance.between(0, 59), chance.between(0, 59));
            Gateway gateway = chance.oneIn(12) ? chance.oneOf(Gateway.ALL) : home;
            long calls = Math.max(1, mean * (chance.between(20, 100) + chance.between(20, 60)) / 100);
            rows.add(new Row("", account, trade.api(chance).code(), calls, gateway.kept(at), gateway));
        }
    }

    private Row numbered(Row row) {
        int number = numbers.merge(row.gateway(), 1, Integer::sum);
        return row.named(row.gateway().recordId(number));
    }
}
