package io.monthclose.job;

import io.monthclose.seal.SealStatement.ClosedBy;

/** What a close leaves of a month beside its rows and documents. */
sealed interface Sealing {
    /** By this program, as it was when it was launched. */
    static Sealing byThisProgram() {
        return new RootAndSeal(ProgramBuild.sha256());
    }

    /**
     * Root and seal.
     *
     * @param build the build of the program that the seal names
     */
    record RootAndSeal(String build) implements Sealing {}

    /** A root, and a seal of no rows: in a book that nobody keeps. */
    record RootAlone() implements Sealing {
        /** What the empty seal names. */
        String build() {
            return ClosedBy.NO_BUILD;
        }
    }

    /** Neither, and documents that name none, as months once were closed. */
    record Neither() implements Sealing {}
}
