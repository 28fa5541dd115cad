package io.monthclose.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdFormatTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "A0001", "a.b_c:d-e", "azAZ09", "-", "0"})
    void letters_digits_and_four_signs_make_an_id(String text) {
        assertThat(IdFormat.isValid(text)).isTrue();
        assertThat(AccountId.isValid(text)).isTrue();
        assertThat(new AccountId(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", "a/b", "a@b", "a[b", "a`b", "a{b", "a,b", "a;b", "é", "账户", "０", "a\n", "\u0000"
            })
    void nothing_else_is_in_an_id(String text) {
        assertThat(IdFormat.isValid(text)).isFalse();
        assertThat(AccountId.isValid(text)).isFalse();
        assertThatThrownBy(() -> new AccountId(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_id_has_at_most_64_characters() {
        assertThat(IdFormat.isValid("x".repeat(64))).isTrue();
        assertThat(IdFormat.isValid("x".repeat(65))).isFalse();
    }

    @Test
    void ids_are_ordered_by_their_bytes() {
        assertThat(new AccountId("B")).isLessThan(new AccountId("a"));
        assertThat(new AccountId("A10")).isLessThan(new AccountId("A9"));
        assertThat(new AccountId("A")).isEqualByComparingTo(new AccountId("A"));
    }
}
