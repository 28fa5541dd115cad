package io.monthclose.cli;

import io.monthclose.export.MonthChange;
import io.monthclose.job.PreviewOutcome;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person looks at before a close: the totals, and what is so different that it may be wrong. */
final class PreviewSummary {
    private static final int MOST_ACCOUNTS = 10;

    /** From so many per cent on, a change is marked. */
    private static final BigDecimal STRIKING = BigDecimal.valueOf(50);

    private final PrintStream out;

    PreviewSummary(PrintStream out) {
        this.out = out;
    }

    void print(PreviewOutcome outcome) {
        YearMonth month = outcome.settled().month().month();
        out.println("PREVIEW of " + month + ": nothing was charged, the book is as it was"
                + (outcome.settled().parked().isEmpty() ? "" : "; a close would leave the month open"));
        new Summary(out).figures(outcome.settled());
        outcome.change()
                .ifPresentOrElse(
                        change -> print(change, month, outcome.settled().currency()),
                        () -> out.println("No closed month to compare with."));
    }

    private void print(MonthChange change, YearMonth month, String currency) {
        out.println("Compared with " + change.before() + ", the last closed month (" + "<-- changed by half or more):");
        row("", change.before().toString(), month.toString(), "change", "");
        figure("lines read", change.lines(), "%,.0f");
        figure("billed " + currency, change.billed(), "%,.2f");
        for (MonthChange.ApiChange api : change.apis()) {
            figure(api.api() + " calls", api.calls(), "%,.0f");
            figure(api.api() + " " + currency, api.amount(), "%,.2f");
        }
        out.println("Accounts that owe more, less, or are in one month only: "
                + String.format(Locale.ROOT, "%,d", change.accounts().size())
                + (change.accounts().isEmpty() ? "" : " (changes.csv); most of all:"));
        change.accounts().stream()
                .limit(MOST_ACCOUNTS)
                .forEach(account -> row(
                        account.accountId(),
                        money(account.before()),
                        money(account.now()),
                        String.format(Locale.ROOT, "%+,.2f", account.change()),
                        ""));
    }

    private void figure(String label, MonthChange.Figure figure, String format) {
        Optional<BigDecimal> percent = figure.percent();
        boolean striking = percent.map(change -> change.abs().compareTo(STRIKING) >= 0)
                .orElse(figure.now().signum() != 0);
        row(
                label,
                String.format(Locale.ROOT, format, figure.before()),
                String.format(Locale.ROOT, format, figure.now()),
                percent.map(change -> String.format(Locale.ROOT, "%+,.2f%%", change))
                        .orElse(figure.now().signum() == 0 ? "" : "new"),
                striking ? " <--" : "");
    }

    private static String money(@Nullable BigDecimal amount) {
        return amount == null ? "none" : String.format(Locale.ROOT, "%,.2f", amount);
    }

    private void row(String label, String before, String now, String change, String mark) {
        out.println(String.format(Locale.ROOT, "  %-26s %20s %20s %14s%s", label, before, now, change, mark));
    }
}
