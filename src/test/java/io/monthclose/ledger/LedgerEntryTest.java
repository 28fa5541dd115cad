package io.monthclose.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monthclose.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every entry is balanced by its kind. */
class LedgerEntryTest {
    @ParameterizedTest
    @CsvSource({
        "TOP_UP, CASH, AVAILABLE",
        "RELEASE, FROZEN, AVAILABLE",
        "CHARGE, AVAILABLE, REVENUE",
        "FREEZE, AVAILABLE, FROZEN"
    })
    void money_moves_from_debit_to_credit(EntryKind kind, LedgerAccount debit, LedgerAccount credit) {
        assertThat(kind.debit()).isEqualTo(debit);
        assertThat(kind.credit()).isEqualTo(credit);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"CHARGE, 0, -, 0", "CHARGE, -1, -, 0", "CHARGE, 1, -, -1", "CHARGE, 1, T1, 0", "TOP_UP, 1, -, 0"})
    void an_entry_moves_something_and_only_a_top_up_names_one(
            EntryKind kind, long cents, @Nullable String topUpId, long frozenAfter) {
        assertThatThrownBy(() -> new LedgerEntry(
                        "2022-09-A0001#000001",
                        kind,
                        Money.ofCents(cents),
                        Instant.EPOCH,
                        topUpId,
                        Money.ZERO,
                        Money.ofCents(frozenAfter)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
