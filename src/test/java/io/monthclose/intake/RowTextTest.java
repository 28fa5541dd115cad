package io.monthclose.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a line is cut into fields: every spelling that another reader would forgive, trim or drop. */
class RowTextTest {
    private static final String OPEN = "a quote is not closed on its line";
    private static final String MISPLACED = "misplaced quote";

    private final RowText rowText = new RowText();

    static List<Arguments> lines() {
        return List.of(
                Arguments.of("a,b,c", List.of("a", "b", "c")),
                Arguments.of("a", List.of("a")),
                Arguments.of(",", List.of("", "")),
                Arguments.of("a,", List.of("a", "")),
                Arguments.of(",a", List.of("", "a")),
                Arguments.of("a,,c", List.of("a", "", "c")),
                Arguments.of(",,,,", List.of("", "", "", "", "")),
                Arguments.of("# not a comment,b", List.of("# not a comment", "b")),
                Arguments.of("#", List.of("#")),
                Arguments.of("//a,b", List.of("//a", "b")),
                Arguments.of(" a , b ", List.of(" a ", " b ")),
                Arguments.of("  ", List.of("  ")),
                Arguments.of("a\tb,\tc\t", List.of("a\tb", "\tc\t")),
                Arguments.of("a;b", List.of("a;b")),
                Arguments.of("a'b,'c'", List.of("a'b", "'c'")),
                Arguments.of("a\\,b\\\\", List.of("a\\", "b\\\\")),
                Arguments.of("\\n,b", List.of("\\n", "b")),
                Arguments.of("a\rb,c", List.of("a\rb", "c")),
                Arguments.of("\uFEFFa,b\uFEFFc", List.of("\uFEFFa", "b\uFEFFc")),
                Arguments.of("a\u0000b,c", List.of("a\u0000b", "c")),
                Arguments.of("a\u2028b,c\u0085d", List.of("a\u2028b", "c\u0085d")),
                Arguments.of("\u3000a,b\u00A0", List.of("\u3000a", "b\u00A0")),
                Arguments.of("商品识别,😀", List.of("商品识别", "😀")),
                Arguments.of("e\u0301,é", List.of("e\u0301", "é")),
                Arguments.of("null,NULL", List.of("null", "NULL")),
                Arguments.of("=1+1,-2", List.of("=1+1", "-2")));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void fields_are_what_stands_between_the_commas(String line, List<String> fields) throws IOException {
        assertThat(cut(line)).isInstanceOfSatisfying(RowText.Row.Fields.class, row -> {
            assertThat(row.values()).containsExactlyElementsOf(fields);
            assertThat(row.quoted()).isFalse();
        });
    }

    /** Apostrophes stand for quotes; the fields expected are joined by {@code |}. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
        'a',b;             a|b
        'a','b';           a|b
        'a';               a
        '';                ~~
        ''       ,x;       MISPLACED
        '',x;              |x
        x,'';              x|
        '','';             |
        'a,b',c;           a,b|c
        ',';               ,
        ',,',',';          ,,|,
        '''';              "
        '''''';            ""
        'a''b',c;          a"b|c
        '''a''',c;         "a"|c
        'a''',c;           a"|c
        '''a',c;           "a|c
        ' a ',b;           ~ a |b~
        '#',b;             #|b
        'a''','''b';       a"|"b
        'a'',b',c;         a",b|c
        a,'b;              OPEN
        ';                 OPEN
        ''';               OPEN
        'a'';              OPEN
        'a''b;             OPEN
        'a,b;              OPEN
        a,';               OPEN
        'a',';             OPEN
        'a'b,c;            MISPLACED
        a'b,c;             MISPLACED
        a'b',c;            MISPLACED
        a';                MISPLACED
        a'',b;             MISPLACED
        'a' ,b;            MISPLACED
        'a','b'c;          MISPLACED
        'a''b'c',d;        MISPLACED
        x,y'z;             MISPLACED
        """)
    void a_field_is_quoted_whole_or_not_at_all_and_a_quote_inside_is_doubled(String line, String expected)
            throws IOException {
        RowText.Row row = cut(line.replace('\'', '"'));
        switch (expected) {
            case "OPEN" -> assertThat(row).isEqualTo(new RowText.Row.Broken(OPEN));
            case "MISPLACED" -> assertThat(row).isEqualTo(new RowText.Row.Broken(MISPLACED));
            default ->
                assertThat(row).isInstanceOfSatisfying(RowText.Row.Fields.class, fields -> {
                    assertThat(fields.values()).containsExactly(expected.split("\\|", -1));
                    assertThat(fields.quoted()).isTrue();
                });
        }
    }

    @Test
    void a_space_before_a_quote_makes_it_misplaced() throws IOException {
        assertThat(cut(" \"a\",b")).isEqualTo(new RowText.Row.Broken(MISPLACED));
    }

    @Test
    void an_open_quote_does_not_reach_into_the_next_line() throws IOException {
        LineCursor cursor =
                new LineCursor(new ByteArrayInputStream("\"a\nb\",c\nd,e\n".getBytes(StandardCharsets.UTF_8)));
        cursor.next();
        assertThat(rowText.row(cursor)).isEqualTo(new RowText.Row.Broken(OPEN));
        cursor.next();
        assertThat(rowText.row(cursor)).isEqualTo(new RowText.Row.Broken(MISPLACED));
        cursor.next();
        assertThat(rowText.row(cursor))
                .isInstanceOfSatisfying(
                        RowText.Row.Fields.class,
                        row -> assertThat(row.values()).containsExactly("d", "e"));
    }

    @Test
    void an_empty_line_is_broken() throws IOException {
        assertThat(cut("")).isEqualTo(new RowText.Row.Broken("empty line"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
        a lone continuation byte,           80
        a start without its continuation,   C3
        a start before a comma,             C3 2C
        three bytes cut to two,             E5 95
        four bytes cut to three,            F0 9F 98
        a slash in two bytes (overlong),    C0 AF
        NUL in two bytes (overlong),        C0 80
        a slash in three bytes (overlong),  E0 80 AF
        a slash in four bytes (overlong),   F0 80 80 AF
        a high surrogate,                   ED A0 80
        a low surrogate,                    ED BF BF
        a pair of surrogates (CESU-8),      ED A0 BD ED B8 80
        beyond U+10FFFF,                    F4 90 80 80
        a byte that never occurs,           FF
        another byte that never occurs,     FE
        UTF-16 with its mark,               FF FE 41 00
        Latin-1 é,                          63 61 66 E9 2C 31
        """)
    void what_is_not_UTF_8_is_broken(String name, String hex) throws IOException {
        byte[] wrong = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThat(cut(wrong)).isEqualTo(new RowText.Row.Broken("not valid UTF-8"));
        assertThat(cut("ok,fine")).isInstanceOf(RowText.Row.Fields.class);
    }

    @Test
    void two_names_that_a_lenient_reader_would_merge_are_both_broken() throws IOException {
        for (String name : List.of("蓝鲸", "阿里", "测试")) {
            assertThat(cut(name.getBytes(Charset.forName("GBK")))).isEqualTo(new RowText.Row.Broken("not valid UTF-8"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"7F", "C280", "DFBF", "E0A080", "ED9FBF", "EE8080", "EFBFBF", "EFBFBD", "F0908080", "F48FBFBF"})
    void the_ends_of_every_length_of_UTF_8_are_text(String hex) throws IOException {
        byte[] right = HexFormat.of().parseHex(hex);

        assertThat(cut(right))
                .isInstanceOfSatisfying(
                        RowText.Row.Fields.class,
                        row -> assertThat(row.values()).containsExactly(new String(right, StandardCharsets.UTF_8)));
    }

    @Test
    void a_line_of_1_MiB_is_cut_and_a_longer_one_is_broken() throws IOException {
        String longest = "a," + "é".repeat((1 << 19) - 1);

        assertThat(cut(longest))
                .isInstanceOfSatisfying(
                        RowText.Row.Fields.class,
                        row -> assertThat(row.values()[1]).hasSize((1 << 19) - 1));
        assertThat(cut(longest + "b")).isEqualTo(new RowText.Row.Broken("longer than 1048576 bytes"));
        assertThat(cut("a,b")).isInstanceOf(RowText.Row.Fields.class);
    }

    private RowText.Row cut(String line) throws IOException {
        return cut(line.getBytes(StandardCharsets.UTF_8));
    }

    private RowText.Row cut(byte[] line) throws IOException {
        LineCursor cursor = new LineCursor(new ByteArrayInputStream(line));
        cursor.next();
        return rowText.row(cursor);
    }
}
