package io.monthclose.pricebook;

import static io.monthclose.pricebook.FaultyBook.BOOK;
import static io.monthclose.pricebook.FaultyBook.assertFaults;
import static io.monthclose.pricebook.FaultyBook.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a price book may use of YAML, and what becomes of a file that is none. */
class PriceBookYamlTest {
    @Test
    void a_repeated_key_is_a_fault_even_with_the_same_value() {
        assertFaults(BOOK + "version: \"1\"\n", "21:1 the key `version` is there twice in a price book");
    }

    @Test
    void what_was_found_is_told_in_one_line() {
        assertFaults(
                BOOK.replace("version: \"1\"", "version: \"a\\nb\""),
                "1:10 version is 1 to 64 of A-Z a-z 0-9 . _ : -, not `a b`");
        assertFaults(
                BOOK.replace("version: \"1\"", "version: \"" + "@".repeat(60) + "\""),
                "1:10 version is 1 to 64 of A-Z a-z 0-9 . _ : -, not `" + "@".repeat(60) + "`");
    }

    @Test
    void an_alias_is_refused_where_its_anchor_stands_and_harms_nothing() {
        assertFaults(
                BOOK.replace("group: text", "group: *g").replace("version: \"1\"", "version: &g text"),
                "1:10 anchors and aliases are not allowed");
        assertFaults("&a [*a]\n", "1:1 anchors and aliases are not allowed");
        assertFaults("&a\n? *a\n: *a\n", "1:1 anchors and aliases are not allowed");
    }

    @Test
    void a_book_is_a_mapping() {
        assertFaults("- a\n", "1:1 a price book is a mapping of keys to values");
        assertFaults("price book\n", "1:1 a price book is a mapping of keys to values");
        assertFaults("!!set {a}\n", "1:1 tags are not allowed");
        assertThat(refused("").getMessage()).isEqualTo("price book refused: book.yaml: the file is empty");
        assertThat(refused("# nothing\n").getMessage()).isEqualTo("price book refused: book.yaml: the file is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [1", "a: b: c", "\tversion: 1", "a: 'b", "--- a\n--- b\n", "a: *b"})
    void what_is_not_yaml_is_told_with_its_place(String text) {
        ProblemException problem = refused(text);
        assertThat(problem.code()).isEqualTo(ProblemCode.CONFIGURATION_REFUSED);
        assertThat(problem.getMessage())
                .matches("price book refused: book\\.yaml line [12] column [0-9]+: not YAML: .+");
    }

    @Test
    void what_is_not_text_is_refused_in_one_line() {
        byte[] gbk = {(byte) 0xC9, (byte) 0xCC, (byte) 0xC6, (byte) 0xB7};
        ProblemException notUtf8 =
                catchThrowableOfType(ProblemException.class, () -> PriceBookReader.read(gbk, "book.yaml"));
        assertThat(notUtf8).hasMessage("price book refused: book.yaml: not valid UTF-8");
        assertThat(notUtf8.code()).isEqualTo(ProblemCode.CONFIGURATION_REFUSED);
        assertThat(refused("a: \u0001\n").getMessage())
                .startsWith("price book refused: book.yaml: not YAML: ")
                .doesNotContain("\n");
        assertThat(refused("[".repeat(1000)).getMessage())
                .contains("not YAML: ")
                .doesNotContain("\n");
    }
}
