package io.monthclose.job;

import java.util.Map;

/** Hears how far a close has come; what it does not care for it does not override. Called from several threads. */
public interface Progress {
    /** Hears nothing. */
    Progress NONE = new Progress() {};

    /** The launch has this number in the history. */
    default void launched(long launchId) {}

    /** An execution of the framework's job comes to a step; what must hold before the step is looked at next. */
    default void reached(String step, long executionId) {}

    /** A step begins; {@code total} of 0 means that it is not counted. */
    default void started(String step, long total, String unit) {}

    /** So many units more of the step are committed. */
    default void advanced(long units) {}

    /** How the step that ends or fails next came out, in the framework's word, and what it has to show, one by one. */
    default void cameOut(String outcome, Map<String, Number> counts) {}

    /** The step has ended well. */
    default void ended(String step, String counts) {}

    /** The step has not ended well; what went wrong is said elsewhere. */
    default void failed(String step) {}

    /** Something that whoever watches should know before it goes on. */
    default void noticed(String what) {}
}
