package io.monthclose.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SortKeyTest {
    /** From least to greatest as UTF-8, in which characters beyond the basic plane come last. */
    private static final List<String> FIELDS = List.of(
            "", "\0", "\0\0", "\0a", "\1", " ", "\"", ",", "-", "0", "A", "a", "a\0", "a\0b", "a\1", "aa", "é", "商",
            "\uFFFD", "😀");

    @Test
    void keys_compare_field_by_field_as_bytes() {
        List<byte[]> inOrder = new ArrayList<>();
        for (String first : FIELDS) {
            for (String second : FIELDS) {
                inOrder.add(SortKey.of(new String[] {first, second}));
            }
        }
        List<byte[]> sorted = new ArrayList<>(inOrder.reversed());
        sorted.sort(Arrays::compareUnsigned);

        assertThat(sorted).containsExactlyElementsOf(inOrder);
    }

    @Test
    void every_key_gives_its_fields_back_as_a_line() {
        for (String first : FIELDS) {
            for (String second : FIELDS) {
                assertThat(line(first, second)).isEqualTo(quoted(first) + "," + quoted(second));
            }
        }
    }

    private static String quoted(String field) {
        return switch (field) {
            case "," -> "\",\"";
            case "\"" -> "\"\"\"\"";
            default -> field;
        };
    }

    @Test
    void a_field_is_quoted_where_rfc_4180_needs_it() {
        assertThat(line("plain", "with space", "a,b", "say \"no\""))
                .isEqualTo("plain,with space,\"a,b\",\"say \"\"no\"\"\"");
    }

    @Test
    void a_field_with_a_line_break_is_quoted() {
        assertThat(line("a\nb", "c\r")).isEqualTo("\"a\nb\",\"c\r\"");
    }

    private static String line(String... fields) {
        return new String(SortKey.line(SortKey.of(fields)), StandardCharsets.UTF_8);
    }
}
