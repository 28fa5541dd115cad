package io.monthclose.cli;

import io.monthclose.export.MonthTotals;
import io.monthclose.job.CloseOutcome;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.Locale;

/** What a person reads in five seconds when a close has ended. */
final class Summary {
    private final PrintStream out;

    Summary(PrintStream out) {
        this.out = out;
    }

    void print(CloseOutcome outcome) {
        switch (outcome) {
            case CloseOutcome.ClosedAlready closed ->
                out.println(closed.month().month() + " is closed already; nothing was done");
            case CloseOutcome.Settled settled -> print(settled);
        }
    }

    private void print(CloseOutcome.Settled settled) {
        out.println(headline(settled));
        figures(settled);
        settled.sealed().ifPresent(closed -> {
            row("root", closed.root());
            row("seal", closed.seal());
        });
    }

    /** What became of accounts, lines, calls and money. */
    void figures(CloseOutcome.Settled settled) {
        MonthTotals totals = settled.totals();
        row(
                "accounts",
                count(totals.accounts()) + " billed, " + count(totals.arrearsAccounts()) + " in arrears, "
                        + count(totals.suspendedAccounts()) + " suspended");
        row(
                "usage",
                count(totals.linesRead()) + " lines = " + count(totals.linesAccepted()) + " accepted + "
                        + count(totals.linesDuplicate()) + " duplicate + " + count(totals.linesRejected())
                        + " rejected");
        row(
                "calls",
                count(totals.meteredCalls()) + " metered = " + count(totals.betaCalls()) + " beta + "
                        + count(totals.freeCalls()) + " free + " + count(totals.prepaidCalls()) + " prepaid + "
                        + count(totals.billableCalls()) + " billable");
        String currency = " " + settled.currency();
        row("billed", money(totals.billed()) + currency);
        row("topped up", money(totals.toppedUp()) + currency);
        row("released", money(totals.released()) + currency);
        row("frozen", money(totals.frozen()) + currency + " of " + money(totals.wanted()) + " wanted");
        row("arrears", money(totals.arrears()) + currency);
        if (!settled.rejects().isEmpty()) {
            row("rejected", String.join(", ", settled.rejects()) + " (rejects.csv)");
        }
        settled.parked().forEach(parked -> row("parked", parked));
        if (!settled.parked().isEmpty()) {
            row("next", ParkedAdvice.of(settled.month().month()));
        }
        settled.ignored().forEach(name -> row("ignored", name + " is none of the input files"));
        row("documents", settled.output().toString());
    }

    private static String headline(CloseOutcome.Settled settled) {
        String month = settled.month().month().toString();
        if (!settled.parked().isEmpty()) {
            return month + " stays open: " + settled.parked().size() + " account(s) parked, documents are provisional";
        }
        return month + " is closed" + (settled.month().firstOfChain() ? ", the first month of this book" : "");
    }

    private void row(String label, String text) {
        out.printf(Locale.ROOT, "  %-10s %s%n", label, text);
    }

    private static String count(Number number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String money(BigDecimal amount) {
        return String.format(Locale.ROOT, "%,.2f", amount);
    }
}
