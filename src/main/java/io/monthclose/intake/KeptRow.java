package io.monthclose.intake;

import io.monthclose.usage.UsageRecord;
import org.jspecify.annotations.Nullable;

/**
 * A row that passed the row check, as the snapshot keeps it: its record and what it takes to write the line out again, should
 * it turn out to conflict with another.
 *
 * @param account the account id
 * @param record the record
 * @param timeForm how the instant was written, see {@link RawLine}; 0 when {@code raw} is kept
 * @param raw the line as text, where it cannot be rebuilt from the rest; otherwise null
 */
public record KeptRow(
        String account,
        UsageRecord record,
        int timeForm,
        @Nullable String raw) {}
