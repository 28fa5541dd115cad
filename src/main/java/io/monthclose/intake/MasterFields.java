package io.monthclose.intake;

import io.monthclose.account.Account;
import io.monthclose.account.AccountId;
import io.monthclose.account.IdFormat;
import io.monthclose.ledger.TopUp;
import io.monthclose.money.Money;
import io.monthclose.period.InstantText;
import io.monthclose.problem.Faults;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns the fields of one row of a master file into its record; every field that breaks its format is a fault. */
final class MasterFields {
    private static final Pattern CALLS = Pattern.compile("[0-9]{1,15}");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,2})?");
    private static final int MOST_SHOWN = 80;
    private static final Instant FIRST_INSTANT = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant AFTER_LAST_INSTANT = Instant.parse("+10000-01-01T00:00:00Z");

    private final Faults faults;

    MasterFields(Faults faults) {
        this.faults = faults;
    }

    /** A field as a message may show it: its beginning, control characters replaced. */
    static String shown(String field) {
        String start = field.length() > MOST_SHOWN ? field.substring(0, MOST_SHOWN) + "…" : field;
        return start.replaceAll("\\p{Cntrl}", "?");
    }

    /** {@code account_id,name,opened_on,closed_on}. */
    Optional<Account> account(String where, List<String> row) {
        boolean id = id(where, "account_id", row.getFirst());
        boolean name = name(where, row.get(1));
        Optional<LocalDate> opened = date(where, "opened_on", row.get(2));
        boolean open = row.get(3).isEmpty();
        Optional<LocalDate> closed = open ? Optional.empty() : date(where, "closed_on", row.get(3));
        if (!id || !name || opened.isEmpty() || (!open && closed.isEmpty())) {
            return Optional.empty();
        }
        if (closed.isPresent() && !closed.get().isAfter(opened.get())) {
            faults.add(where, "closed_on " + closed.get() + " is not after opened_on " + opened.get());
            return Optional.empty();
        }
        return Optional.of(new Account(new AccountId(row.getFirst()), row.get(1), opened.get(), closed.orElse(null)));
    }

    /** {@code pack_id,account_id,apis,calls,valid_from,valid_until}. */
    Optional<PrepaidPack> pack(String where, List<String> row) {
        boolean id = id(where, "pack_id", row.getFirst());
        String calls = row.get(3);
        boolean size = CALLS.matcher(calls).matches() && Long.parseLong(calls) > 0;
        if (!size) {
            faults.add(where, "calls '" + shown(calls) + "' is not 1 to 999999999999999");
        }
        Optional<Instant> from = instant(where, "valid_from", row.get(4));
        Optional<Instant> until = instant(where, "valid_until", row.get(5));
        if (!id || !size || from.isEmpty() || until.isEmpty() || !IdFormat.isValid(row.get(1))) {
            return Optional.empty();
        }
        if (!from.get().isBefore(until.get())) {
            faults.add(where, "valid_from " + row.get(4) + " is not before valid_until " + row.get(5));
            return Optional.empty();
        }
        List<String> apis = List.of(row.get(2).split("\\|", -1));
        return Optional.of(new PrepaidPack(
                row.getFirst(), new AccountId(row.get(1)), apis, Long.parseLong(calls), from.get(), until.get()));
    }

    /** {@code top_up_id,account_id,amount,received_at}. */
    Optional<ReceivedTopUp> topUp(String where, List<String> row) {
        boolean id = id(where, "top_up_id", row.getFirst());
        Optional<Money> amount = amount(where, row.get(2));
        Optional<Instant> receivedAt = instant(where, "received_at", row.get(3));
        if (!id || amount.isEmpty() || receivedAt.isEmpty() || !IdFormat.isValid(row.get(1))) {
            return Optional.empty();
        }
        TopUp topUp = new TopUp(row.getFirst(), amount.get(), receivedAt.get());
        return Optional.of(new ReceivedTopUp(new AccountId(row.get(1)), topUp));
    }

    private boolean id(String where, String column, String id) {
        boolean valid = IdFormat.isValid(id);
        if (!valid) {
            faults.add(where, column + " '" + shown(id) + "' is not 1 to 64 of A-Z a-z 0-9 . _ : -");
        }
        return valid;
    }

    private boolean name(String where, String name) {
        int characters = name.codePointCount(0, name.length());
        boolean valid = characters >= 1 && characters <= Account.MOST_NAME_CHARACTERS;
        if (!valid) {
            faults.add(where, "name of " + characters + " characters, expected 1 to " + Account.MOST_NAME_CHARACTERS);
        }
        boolean storable = name.indexOf('\0') < 0;
        if (!storable) {
            faults.add(where, "name has a character U+0000 in it");
        }
        return valid && storable;
    }

    private Optional<LocalDate> date(String where, String column, String text) {
        if (DATE.matcher(text).matches() && !text.startsWith("0000")) {
            try {
                return Optional.of(LocalDate.parse(text));
            } catch (DateTimeException e) {
                // a day that the calendar does not have: reported below like any other text
            }
        }
        faults.add(where, column + " '" + shown(text) + "' is not a date like 2022-09-30");
        return Optional.empty();
    }

    private Optional<Instant> instant(String where, String column, String text) {
        Optional<Instant> instant = InstantText.parse(text).filter(MasterFields::isInFourDigitYears);
        if (instant.isEmpty()) {
            faults.add(where, column + " '" + shown(text) + "' is not an instant like 2022-09-30T23:59:59+08:00");
        }
        return instant;
    }

    /** An offset can carry an instant into the year before 0000 or after 9999, where instants are not in order as text. */
    private static boolean isInFourDigitYears(Instant instant) {
        return !instant.isBefore(FIRST_INSTANT) && instant.isBefore(AFTER_LAST_INSTANT);
    }

    private Optional<Money> amount(String where, String text) {
        if (AMOUNT.matcher(text).matches()) {
            Money amount = Money.of(new BigDecimal(text));
            if (amount.isPositive()) {
                return Optional.of(amount);
            }
        }
        faults.add(
                where, "amount '" + shown(text) + "' is not above 0 with at most 2 decimals and 15 digits before them");
        return Optional.empty();
    }
}
