package io.monthclose.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a problem says comes out in one line, whatever came in from outside. */
class OneLineTest {
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029", "\u000B", "\f", " \n\t\r\n "})
    void a_line_end_becomes_a_blank(String end) {
        assertThat(OneLine.of("one" + end + "two")).isEqualTo("one two");
        assertThat(new ProblemException(ProblemCode.UNEXPECTED, "one" + end + "two"))
                .hasMessage("one two");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u0000", "\u001B", "\t", "\u007F", "\u009B", "\u200B", "\u202E", "\u2066", "\uFEFF", "\uD800"})
    void what_a_terminal_would_obey_or_hide_becomes_a_question_mark(String hidden) {
        assertThat(OneLine.of("a" + hidden + "b")).isEqualTo("a?b");
    }

    @Test
    void any_other_text_stays_as_it_is() {
        assertThat(OneLine.of("usage-九月.csv line 2: 'é 😀' \u00A0 is not"))
                .isEqualTo("usage-九月.csv line 2: 'é 😀' \u00A0 is not");
        assertThat(OneLine.of("")).isEmpty();
    }

    @Test
    void each_fault_is_a_line() {
        ProblemException refused =
                new ProblemException(ProblemCode.INPUT_REFUSED, "re\nfused", List.of("a\u2028b", "c\nd"));

        assertThat(refused).hasMessage("re fused (2 faults)");
        assertThat(refused.faults()).containsExactly("a b", "c d");
    }
}
