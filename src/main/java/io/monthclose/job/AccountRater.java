package io.monthclose.job;

import io.monthclose.bill.Bill;
import io.monthclose.intake.Header;
import io.monthclose.intake.KeptRow;
import io.monthclose.intake.RawLine;
import io.monthclose.intake.RejectedRow;
import io.monthclose.rating.Rater;
import io.monthclose.rating.Rating;
import io.monthclose.store.MonthPack;
import io.monthclose.store.RatedAccount;
import io.monthclose.store.TakenInput;
import io.monthclose.usage.Conflict;
import io.monthclose.usage.Deduplicated;
import io.monthclose.usage.Deduplication;
import io.monthclose.usage.Origin;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Rates one account of a bucket: duplicates and conflicts out, the rest to the core, its answer to a row of the store. */
final class AccountRater {
    private final CloseRun run;
    private final Rater rater;
    private final List<TakenInput> inputs;

    AccountRater(CloseRun run) {
        this.run = run;
        this.rater = new Rater(run.prices(), run.period());
        this.inputs = run.stores().snapshots().inputs(run.take());
    }

    RatedAccount rate(AccountUsage usage) {
        Deduplicated rows = Deduplication.of(usage.rows().records());
        Rating rating = rater.rate(
                rows.accepted(), usage.packs().stream().map(MonthPack::balance).toList());
        return new RatedAccount(
                usage.account(), FileTallies.of(rows), conflicts(usage, rows), outcome(usage, rows, rating));
    }

    private RatedAccount.Outcome outcome(AccountUsage usage, Deduplicated rows, Rating rating) {
        return switch (rating) {
            case Rating.Unratable unratable ->
                new RatedAccount.Outcome.Parked(
                        unratable.reason(),
                        rows.accepted().stream()
                                .map(record -> BigInteger.valueOf(record.calls()))
                                .reduce(BigInteger.ZERO, BigInteger::add));
            case Rating.Rated rated
            when usage.account().due() ->
                new RatedAccount.Outcome.Billed(
                        Bill.of(run.period(), usage.account().account().id(), rated.lines()),
                        rated.draws(),
                        rated.packs(),
                        rated.freezeEstimate());
            case Rating.Rated rated -> new RatedAccount.Outcome.PacksOnly(rated.packs());
        };
    }

    private List<RejectedRow> conflicts(AccountUsage usage, Deduplicated rows) {
        List<RejectedRow> rejected = new ArrayList<>();
        for (Conflict conflict : rows.conflicts()) {
            Origin origin = conflict.rejected().origin();
            KeptRow row = usage.rows().at(origin);
            Header header = Objects.requireNonNull(inputs.get(origin.file()).header());
            Origin stands = conflict.stands().origin();
            rejected.add(RejectedRow.conflict(
                    origin,
                    "differs from " + inputs.get(stands.file()).name() + " line " + stands.line() + ", which stands",
                    RawLine.bytes(row, header)));
        }
        return rejected;
    }
}
