package io.monthclose.store;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.util.Arrays;

/** What must always hold (rules, "What must always hold"), by number. */
public enum Invariant {
    /** 1. */
    NOTHING_LOST(
            1,
            "Lines read = accepted + duplicate + rejected, per file; calls accepted = calls rated + calls of parked"
                    + " accounts"),
    /** 2. */
    EVERY_CALL_HAS_ONE_SOURCE(2, "Metered = beta + free + prepaid + billable, per account, API and version"),
    /** 3. */
    FREE_THEN_PREPAID_THEN_BILLABLE(
            3, "No call is paid for that a free pool or a pack valid all month had calls left for"),
    /** 4. */
    PACKS_ARE_WHOLE(
            4, "0 ≤ drawn ≤ size per pack, nothing outside its validity; opening − drawn − forfeited = closing"),
    /** 5. */
    BILLS_ADD_UP(5, "Lines + rounding = amount due, per bill; one bill per account due one, none for others"),
    /** 6. */
    BOOKS_BALANCE(6, "Every entry balances; each balance is the sum of its postings; bills = charges"),
    /** 7. */
    FREEZES_ONCE(7, "At most one active freeze per account; each released exactly once, before the charge");

    private static final int LAST_OF_RATING = 5;

    private final int number;
    private final String statement;

    Invariant(int number, String statement) {
        this.number = number;
        this.statement = statement;
    }

    /** 1 to 7. */
    public int number() {
        return number;
    }

    /** What must hold, in a sentence. */
    public String statement() {
        return statement;
    }

    /**
     * The invariant of a number as it is recorded.
     *
     * @throws ProblemException INVARIANT_BROKEN when there is none of that number
     */
    public static Invariant numbered(int number) {
        return Arrays.stream(values())
                .filter(invariant -> invariant.number == number)
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.INVARIANT_BROKEN,
                        "invariant_result has a finding of number " + number + ", and no invariant has it: the row is"
                                + " none of this program's; nothing was written, verify names what differs"));
    }

    /** Whether it can be checked before any money moves. */
    public boolean ofRating() {
        return isOfRating(number);
    }

    /** Whether the invariant of that number, as it was read, can be checked before any money moves. */
    public static boolean isOfRating(int number) {
        return number <= LAST_OF_RATING;
    }
}
