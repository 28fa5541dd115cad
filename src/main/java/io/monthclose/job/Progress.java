package io.monthclose.job;

/** Hears how far a close has come; what it does not care for it does not override. Called from several threads. */
public interface Progress {
    /** Hears nothing. */
    Progress NONE = new Progress() {};

    /** A step begins; {@code total} of 0 means that it is not counted. */
    default void started(String step, long total, String unit) {}

    /** So many units more of the step are committed. */
    default void advanced(long units) {}

    /** The step has ended well. */
    default void ended(String step, String counts) {}

    /** The step has not ended well; what went wrong is said elsewhere. */
    default void failed(String step) {}

    /** Something that whoever watches should know before it goes on. */
    default void noticed(String what) {}
}
