package io.monthclose.reference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** What came of rating one account-month. */
public sealed interface ReferenceRating {

    /** The month is rated; lines, draws and packs are in the order of their output files. */
    record Rated(
            List<Line> lines,
            List<Draw> draws,
            List<PackMovement> packs,
            BigDecimal linesTotal,
            BigDecimal amountDue,
            BigDecimal freezeEstimate)
            implements ReferenceRating {
        public BigDecimal rounding() {
            return amountDue.subtract(linesTotal);
        }
    }

    /** The account has to be parked. */
    record Unratable(String reason) implements ReferenceRating {}

    /** One bill line: one API in one price version. */
    record Line(
            String api,
            String priceVersion,
            BigInteger meteredCalls,
            BigInteger betaCalls,
            BigInteger freeCalls,
            BigInteger prepaidCalls,
            BigInteger billableCalls,
            BigInteger tierFrom,
            BigDecimal unitPricePerThousand,
            BigDecimal amount) {}

    /** Calls of an API taken from a free pool ({@code FREE}, the pool's name) or a pack ({@code PREPAID}). */
    record Draw(String api, String source, String packId, BigInteger calls) {}

    /** What became of a pack in the month. */
    record PackMovement(
            String packId, BigInteger opening, BigInteger drawn, BigInteger forfeited, BigInteger closing) {}
}
