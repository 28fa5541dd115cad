package io.monthclose.export;

import io.monthclose.money.Percentage;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthState;
import io.monthclose.store.MonthStore;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How a month differs from the last closed one.
 *
 * @param before the last closed month
 * @param lines lines read
 * @param billed the sums of the amounts due
 * @param apis the APIs with calls in either, in the order of the price book
 * @param accounts the accounts whose amount due changed, or that are in one of them only: the greatest change first, then by id
 */
public record MonthChange(
        YearMonth before, Figure lines, Figure billed, List<ApiChange> apis, List<AccountChange> accounts) {
    private static final Comparator<AccountChange> GREATEST_FIRST = Comparator.comparing(
                    (AccountChange account) -> account.change().abs())
            .reversed()
            .thenComparing(AccountChange::accountId);

    /** Copies the lists. */
    public MonthChange {
        apis = List.copyOf(apis);
        accounts = List.copyOf(accounts);
    }

    /**
     * A figure of both months.
     *
     * @param before of the last closed month
     * @param now of this one
     */
    public record Figure(BigDecimal before, BigDecimal now) {
        static Figure of(long before, long now) {
            return new Figure(BigDecimal.valueOf(before), BigDecimal.valueOf(now));
        }

        /** By how many per cent it changed; nothing when it was 0. */
        public Optional<BigDecimal> percent() {
            return Percentage.change(before, now);
        }

        boolean isZero() {
            return before.signum() == 0 && now.signum() == 0;
        }
    }

    /**
     * An API in both months.
     *
     * @param api its code
     * @param calls metered calls
     * @param amount exact amounts
     */
    public record ApiChange(String api, Figure calls, Figure amount) {}

    /**
     * What an account owes for both months.
     *
     * @param accountId the account
     * @param before null when it had no bill
     * @param now null when it has none
     */
    public record AccountChange(
            String accountId,
            @Nullable BigDecimal before,
            @Nullable BigDecimal now) {
        /** How much more it is. */
        public BigDecimal change() {
            return orNothing(now).subtract(orNothing(before));
        }

        private boolean isAny() {
            return before == null || now == null || before.compareTo(now) != 0;
        }

        private static BigDecimal orNothing(@Nullable BigDecimal amount) {
            return amount == null ? BigDecimal.ZERO : amount;
        }
    }

    /**
     * Compares a month that is settled somewhere else with the last closed month before it in a book; nothing when there is none.
     *
     * @param book the book
     * @param elsewhere where the month is settled
     */
    public static Optional<MonthChange> of(JdbcTemplate book, JdbcTemplate elsewhere, MonthRow month) {
        return new MonthStore(book)
                .months().stream()
                        .filter(other -> other.state() == MonthState.CLOSED
                                && other.month().isBefore(month.month()))
                        .reduce((_, later) -> later)
                        .map(last -> between(MonthFigures.read(book, last), MonthFigures.read(elsewhere, month)));
    }

    static MonthChange between(MonthFigures before, MonthFigures now) {
        return new MonthChange(
                before.month(),
                Figure.of(before.linesRead(), now.linesRead()),
                new Figure(before.billed(), now.billed()),
                apis(before, now),
                accounts(before, now));
    }

    private static List<ApiChange> apis(MonthFigures before, MonthFigures now) {
        Set<String> codes = new LinkedHashSet<>(now.apis().keySet());
        codes.addAll(before.apis().keySet());
        List<ApiChange> found = new ArrayList<>();
        for (String code : codes) {
            ApiChange change = new ApiChange(
                    code,
                    new Figure(calls(before.apis().get(code)), calls(now.apis().get(code))),
                    new Figure(
                            amount(before.apis().get(code)), amount(now.apis().get(code))));
            if (!change.calls().isZero()) {
                found.add(change);
            }
        }
        return found;
    }

    private static BigDecimal calls(MonthReport.@Nullable ApiRow row) {
        return row == null ? BigDecimal.ZERO : new BigDecimal(row.metered());
    }

    private static BigDecimal amount(MonthReport.@Nullable ApiRow row) {
        return row == null ? BigDecimal.ZERO : new BigDecimal(row.amount());
    }

    private static List<AccountChange> accounts(MonthFigures before, MonthFigures now) {
        Set<String> ids = new TreeSet<>(before.due().keySet());
        ids.addAll(now.due().keySet());
        return ids.stream()
                .map(id -> new AccountChange(id, before.due().get(id), now.due().get(id)))
                .filter(AccountChange::isAny)
                .sorted(GREATEST_FIRST)
                .toList();
    }
}
