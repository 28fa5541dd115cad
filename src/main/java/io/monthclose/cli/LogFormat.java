package io.monthclose.cli;

/** How a command writes what it has to say on standard error. */
enum LogFormat {
    /** For people: a bar where one watches, lines elsewhere. */
    TEXT,
    /** For machines: every line is one JSON object. */
    JSON
}
