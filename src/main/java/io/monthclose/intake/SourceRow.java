package io.monthclose.intake;

import java.time.Instant;
import java.util.Optional;

/**
 * A row of a usage query, as text in the order of the usage columns.
 *
 * @param fields the five fields
 * @param occurredAt the instant that the last one tells, when it tells one
 */
record SourceRow(String[] fields, Optional<Instant> occurredAt) {}
