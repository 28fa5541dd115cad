package io.monthclose.rating;

/**
 * What became of a prepaid pack in the month: {@code opening - drawn - forfeited = closing}, all 0 or more.
 *
 * @param packId its id
 * @param opening the calls left at the month's start, 1 or more
 * @param drawn the calls it covered in the month
 * @param forfeited the calls left at {@code validUntil}, when that falls in the month
 * @param closing the calls left at the month's end
 */
public record PackMovement(String packId, long opening, long drawn, long forfeited, long closing) {
    /** Checks the equation and the bounds. */
    public PackMovement {
        if (opening < 1 || drawn < 0 || forfeited < 0 || closing < 0 || opening - drawn - forfeited != closing) {
            throw new IllegalArgumentException("pack " + packId + ": " + opening + " - " + drawn + " - " + forfeited
                    + " is not " + closing + ", or out of bounds");
        }
    }
}
