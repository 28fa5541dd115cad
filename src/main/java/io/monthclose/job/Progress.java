package io.monthclose.job;

/** Hears how far a close has come. Called from several threads. */
public interface Progress {
    /** Hears nothing. */
    Progress NONE = new Progress() {
        @Override
        public void started(String step, long total, String unit) {}

        @Override
        public void advanced(long units) {}

        @Override
        public void ended(String step, String counts) {}

        @Override
        public void failed(String step) {}

        @Override
        public void noticed(String what) {}
    };

    /** A step begins; {@code total} of 0 means that it is not counted. */
    void started(String step, long total, String unit);

    /** So many units more of the step are committed. */
    void advanced(long units);

    /** The step has ended well. */
    void ended(String step, String counts);

    /** The step has not ended well; what went wrong is said elsewhere. */
    void failed(String step);

    /** Something that whoever watches should know before it goes on. */
    void noticed(String what);
}
