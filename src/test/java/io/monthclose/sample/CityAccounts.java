package io.monthclose.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The city's businesses: one of every trade in every quarter, in the order of their ids. */
final class CityAccounts {
    private static final List<String> QUARTERS = List.of(
            "青石 Bluestone",
            "柳岸 Willowbank",
            "北塔 North Tower",
            "南塘 South Pool",
            "桐花 Paulownia",
            "银杏里 Ginkgo Lane",
            "听雨 Rainhall",
            "石桥头 Bridgehead",
            "望江台 River View",
            "旧码头 Old Wharf",
            "竹影 Bamboo Shade",
            "云梯 Cloud Stairs",
            "灯市 Lantern Row",
            "麦场 Threshing Yard",
            "百步亭 Hundred Steps",
            "雁门 Goose Gate",
            "双井 Twin Wells",
            "白沙 White Sand",
            "梅坞 Plum Dell",
            "霜林 Frostwood");

    private final Chance chance;
    private final LocalDate firstDay;

    CityAccounts(Chance chance, LocalDate firstDay) {
        this.chance = chance;
        this.firstDay = firstDay;
    }

    List<CityAccount> all() {
        List<Integer> ranks = new ArrayList<>();
        int size = QUARTERS.size() * Trade.ALL.size();
        for (int rank = 1; rank <= size; rank++) {
            ranks.add(rank);
        }
        chance.shuffle(ranks);
        List<CityAccount> accounts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            accounts.add(account(i, ranks.get(i)));
        }
        return List.copyOf(accounts);
    }

    private CityAccount account(int index, int rank) {
        String quarter = QUARTERS.get(index % QUARTERS.size());
        Trade trade = Trade.ALL.get(index / QUARTERS.size());
        String id = String.format(Locale.ROOT, "YT-%04d", index + 1);
        LocalDate opened = firstDay.minusDays(chance.between(20, 960));
        CityAccount account = new CityAccount(id, name(quarter, trade), trade, rank, opened, LocalDate.MAX);
        return rank > 30 ? comingOrGoing(account, index) : account;
    }

    /** The largest ones stay; of the others some come and go within the month or at its edges. */
    private CityAccount comingOrGoing(CityAccount account, int index) {
        LocalDate nextMonth = firstDay.plusMonths(1);
        return switch (index % 37) {
            case 5 -> account.open(firstDay.plusDays(chance.between(1, 27)), LocalDate.MAX);
            case 11 -> account.open(account.openedOn(), firstDay.plusDays(chance.between(3, 28)));
            case 17 -> account.open(account.openedOn(), index % 2 == 0 ? nextMonth : firstDay);
            case 23 -> account.open(firstDay.plusDays(chance.between(2, 9)), firstDay.plusDays(chance.between(15, 26)));
            case 29 -> account.open(nextMonth.plusDays(index % 2), LocalDate.MAX);
            default -> account;
        };
    }

    private String name(String quarter, Trade trade) {
        int space = quarter.indexOf(' ');
        String chinese = quarter.substring(0, space) + trade.chinese();
        String english = quarter.substring(space + 1) + ' ' + trade.english();
        return switch (chance.index(4, 3, 3, 1)) {
            case 0 -> chinese + ' ' + english;
            case 1 -> chinese;
            case 2 -> english;
            default -> english + ", Yunting";
        };
    }
}
