package io.monthclose.explain;

import io.monthclose.account.Account;
import io.monthclose.bill.Bill;
import io.monthclose.ledger.Settlement;
import io.monthclose.money.ExactAmount;
import io.monthclose.money.Money;
import io.monthclose.pricebook.Api;
import io.monthclose.pricebook.PriceVersion;
import io.monthclose.pricebook.Tier;
import io.monthclose.rating.Draw;
import io.monthclose.rating.DrawSource;
import io.monthclose.rating.PackMovement;
import io.monthclose.rating.RatedLine;
import io.monthclose.store.MonthPack;
import io.monthclose.usage.RejectReason;
import io.monthclose.usage.UsageRecord;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an account's bill came about, from its records to what became of its money. All figures are those that the records give;
 * where the book says something else, the disagreements say so.
 *
 * @param month the month
 * @param account the account as the month found it
 * @param usage its lines
 * @param apis the APIs with a record, by code; without one that the price book does not have, which parks the account
 * @param pools the free pools of these APIs, by name
 * @param packs its packs with calls left at the month's start, by id
 * @param records its records in the order of the walk; empty unless asked for
 * @param outcome what came of it
 * @param figuresCompared how many figures were compared with the book; 0 of an account that waits to be rated again
 * @param disagreements those that differ
 */
public record Explanation(
        ExplainedMonth month,
        Account account,
        UsagePart usage,
        List<ApiPart> apis,
        List<PoolPart> pools,
        List<PackPart> packs,
        List<RecordPart> records,
        Outcome outcome,
        int figuresCompared,
        List<Disagreement> disagreements) {

    /**
     * The account's lines.
     *
     * @param accepted records that count
     * @param calls their calls
     * @param duplicates records that came before
     * @param rejected rejected lines by reason, as far as they say whose they are
     */
    public record UsagePart(long accepted, BigInteger calls, long duplicates, Map<RejectReason, Long> rejected) {}

    /**
     * One API.
     *
     * @param records how many there are
     * @param calls their calls
     * @param first the first instant
     * @param last the last instant
     * @param draws what free pool and packs covered
     * @param volume the volume that picks the tier
     * @param lines by price version; none where the month cannot be rated
     * @param freeze what it adds to the freeze estimate; nothing without a price in the next month, or in beta then
     */
    public record ApiPart(
            Api api,
            long records,
            BigInteger calls,
            Instant first,
            Instant last,
            List<Draw> draws,
            long volume,
            List<LinePart> lines,
            Optional<FreezePart> freeze) {}

    /**
     * A bill line with its price.
     *
     * @param version the version in force when the calls happened
     * @param tier the tier that gives the price; null in beta
     */
    public record LinePart(
            RatedLine line, PriceVersion version, @Nullable Tier tier) {}

    /**
     * What an API adds to the freeze estimate, before the ratio.
     *
     * @param calls the calls that are frozen for
     * @param version in force at the first instant of the next month
     * @param tier whose list price is taken
     * @param amount calls times price, exactly
     */
    public record FreezePart(String api, long calls, PriceVersion version, Tier tier, ExactAmount amount) {}

    /**
     * A free pool.
     *
     * @param name its name
     * @param size the calls granted for the month
     * @param apis the APIs that share it
     * @param draws what each drew
     */
    public record PoolPart(String name, long size, List<String> apis, List<Draw> draws) {
        /** All that was drawn. */
        public long drawn() {
            return draws.stream().mapToLong(Draw::calls).sum();
        }

        /** What is left at the month's end, and expires with it. */
        public long left() {
            return size - drawn();
        }
    }

    /**
     * A prepaid pack.
     *
     * @param draws what each API drew
     */
    public record PackPart(MonthPack pack, PackMovement movement, List<Draw> draws) {}

    /**
     * A record and where its calls went.
     *
     * @param file the name of the file that it was read from
     * @param beta whether its API is in free beta, so that its calls cost nothing
     * @param draws what free pool and packs covered, in order
     * @param billable what is left
     */
    public record RecordPart(UsageRecord record, String file, boolean beta, List<Split> draws, long billable) {}

    /** Calls of one record that were drawn from one pool or pack. */
    public record Split(DrawSource source, String id, long calls) {}

    /**
     * A figure of the book that the records do not give.
     *
     * @param figure which one
     * @param book what the book says
     * @param records what the records give
     */
    public record Disagreement(String figure, String book, String records) {}

    /** What came of the month. */
    public sealed interface Outcome {
        /**
         * A bill, a zero bill too.
         *
         * @param atListPrice the sum of what the APIs add to the freeze
         * @param freezeExact that times the ratio
         * @param freezeEstimate that rounded
         * @param settled what became of the money; nothing before the account is settled
         */
        record Billed(
                Bill bill,
                ExactAmount atListPrice,
                ExactAmount freezeExact,
                Money freezeEstimate,
                Optional<Settlement.Settled> settled)
                implements Outcome {}

        /** No bill is due: the account was not open in the month and holds no freeze. */
        record NotDue() implements Outcome {}

        /**
         * The account is parked.
         *
         * @param stage RATING or SETTLING
         * @param reason why
         */
        record Parked(String stage, String reason) implements Outcome {}
    }

    /** Whether the book says what the records give, in all that was compared. */
    public boolean agrees() {
        return disagreements.isEmpty();
    }

    /** The same of one API: its part, its pool, packs that cover it, its records. */
    public Explanation only(String api) {
        return new Explanation(
                month,
                account,
                usage,
                apis.stream().filter(part -> part.api().code().equals(api)).toList(),
                pools.stream().filter(pool -> pool.apis().contains(api)).toList(),
                packs.stream()
                        .filter(pack -> pack.pack().pack().apis().contains(api))
                        .toList(),
                records.stream()
                        .filter(record -> record.record().api().equals(api))
                        .toList(),
                outcome,
                figuresCompared,
                disagreements);
    }
}
