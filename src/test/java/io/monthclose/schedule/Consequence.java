package io.monthclose.schedule;

/** What a scheduler makes of an exit code, in the words of the runbook. */
enum Consequence {
    /** A success, and nobody is told. */
    SETTLED("done"),
    /** A success, and a person is told. */
    SETTLED_WITH_AN_ALERT("done, with an alert"),
    /** The same command again, later, and not for ever. */
    TRIED_AGAIN("again"),
    /** A failure that is not tried again, and a person is told. */
    FAILED_AT_ONCE("fails at once, with an alert");

    private final String words;

    Consequence(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
