package io.monthclose.problem;

/** Every way in which a command can end other than well, with the exit code that the contract promises for it. */
public enum ProblemCode {
    /** A failure nobody foresaw; the next close goes on where it stopped. */
    UNEXPECTED(1),
    /** Settled, but records were rejected or accounts are parked; the output names them. */
    SETTLED_WITH_EXCEPTIONS(3),
    /** The command line is wrong. */
    WRONG_USE(64),
    /** Input was read and refused. */
    INPUT_REFUSED(65),
    /** Input that must be there is not. */
    INPUT_MISSING(66),
    /** The database does not answer; trying again may help. */
    DATABASE_UNREACHABLE(69),
    /** Something that must always hold does not; trying again never helps. */
    INVARIANT_BROKEN(70),
    /** Output cannot be written. */
    OUTPUT_NOT_WRITTEN(73),
    /** The month is being closed by another process, or the book is in use; try again later. */
    CLOSED_ELSEWHERE(75),
    /** Outside the settlement window, before the month is over, or out of order. */
    NOT_NOW(76),
    /** Configuration, price book or schema is wrong. */
    CONFIGURATION_REFUSED(78),
    /** Stopped on request at a chunk border; the next close goes on. */
    STOPPED(143);

    private final int exitCode;

    ProblemCode(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The exit code of the process, 1 to 143. */
    public int exitCode() {
        return exitCode;
    }
}
