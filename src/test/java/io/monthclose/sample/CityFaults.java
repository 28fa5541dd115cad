package io.monthclose.sample;

import io.monthclose.sample.CityUsage.Line;
import io.monthclose.sample.CityUsage.Row;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What goes wrong in every city: records that come twice, and records that cannot be taken. */
final class CityFaults {
    /** Lines added to the sound rows, one fault each; {@link #all} takes them in turn. */
    static final int COUNT = 96;

    private final Chance chance;
    private final LocalDate firstDay;
    private final List<Row> rows;
    private final List<CityAccount> accounts;

    CityFaults(Chance chance, LocalDate firstDay, List<Row> rows, List<CityAccount> accounts) {
        this.chance = chance;
        this.firstDay = firstDay;
        this.rows = rows;
        this.accounts = accounts;
    }

    /** The line, and the gateway whose file it stands in. */
    record Fault(Gateway gateway, Line line) {}

    List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        for (int number = 1; number <= COUNT; number++) {
            Row row = chance.oneOf(rows);
            faults.add(number <= COUNT / 2 ? again(row) : broken(number, row));
        }
        return faults;
    }

    /** Delivered again a while later, by its own gateway or by the east one, which writes instants in its own way. */
    private Fault again(Row row) {
        Gateway gateway = chance.oneIn(3) ? Gateway.EAST : row.gateway();
        LocalDateTime again = row.at().plusMinutes(chance.between(6, 600));
        return new Fault(gateway, new Line(again, row.text(gateway.text(row.at()))));
    }

    private Fault broken(int number, Row row) {
        int kind = number % 12;
        String text = kind < 4 ? spoilt(kind, row) : unwanted(kind, row, "x" + number);
        return new Fault(row.gateway(), new Line(row.at().plusMinutes(5), text));
    }

    /** A sound line that was spoilt on its way. */
    private String spoilt(int kind, Row row) {
        String whole = row.line().text();
        return switch (kind) {
            case 0 -> "";
            case 1 -> whole.substring(0, whole.length() - chance.between(22, 28));
            case 2 -> whole.replace(row.api(), row.api().toLowerCase(Locale.ROOT));
            default -> row.calling(row.calls() + 1).line().text();
        };
    }

    /** A record of its own that the month cannot take. */
    private String unwanted(int kind, Row row, String id) {
        Row own = row.named(id);
        Gateway gateway = row.gateway();
        return switch (kind) {
            case 4 -> own.text(gateway.text(firstDay.plusMonths(1).atTime(0, chance.between(0, 9))));
            case 5 -> own.text(row.at().toLocalDate() + " " + row.at().toLocalTime());
            case 6 -> own.line().text().replace(",YT-", ",TY-");
            case 7 -> own.calling(-row.calls()).line().text();
            case 8, 9 -> own.of(shutOn(row.at().toLocalDate())).line().text();
            case 10 -> own.text(gateway.text(earlier(1)));
            default -> own.text(gateway.text(earlier(chance.between(60, 4000))));
        };
    }

    private LocalDateTime earlier(int minutes) {
        return firstDay.atStartOfDay().minusMinutes(minutes);
    }

    private CityAccount shutOn(LocalDate day) {
        return chance.oneOf(
                accounts.stream().filter(account -> !account.isOpenOn(day)).toList());
    }
}
