package io.monthclose.pricebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceBookFaultsTest {
    private static final String BOOK = """
        version: "1"
        currency: EUR
        zone: "+01:00"
        settlement_window_days: 5
        switches: {tier_volume: metered, freeze_usage: billable, freeze_price: first-tier, freeze_ratio_percent: 37.5}
        groups:
          text: {name: Text, prepaid: false}
        free_pools: {WORDS: 100}
        apis:
          - code: Translate
            name: Translation
            group: text
            free_pool: WORDS
            prices:
              - version: "b"
                from: "2020-01-01T00:00:00+01:00"
                tiers:
                  - {from: 0, to: 10, price_per_1000: 2}
                  - {from: 10, to: 20, price_per_1000: 1.5}
                  - {from: 20, price_per_1000: 1}
        """;

    @Test
    void the_book_without_a_fault_is_read() {
        PriceBook book = read(BOOK);
        assertThat(book.apis().keySet()).containsExactly("Translate");
        assertThat(read("\uFEFF" + BOOK).version()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        version: "1"            | version: "a b"      | 1:10 version is 1 to 64 of A-Z a-z 0-9 . _ : -, not `a b`
        version: "1"            | version: ""         | 1:10 version is empty
        version: "1"            | version:            | 1:9 version is empty
        version: "1"            | version: [1]        | 1:10 version is a single value
        version: "1"            | version: {a: 1}     | 1:10 version is a single value
        version: "1"            | version: ~          | 1:10 version is empty
        version: "1"            | version: !!binary a | 1:10 tags are not allowed
        version: "1"            | version: !mine a    | 1:10 tags are not allowed
        version: "1"            | version: &a "1"     | 1:10 anchors and aliases are not allowed
        version: "1"            | {a: 1}: 1           | ~1:1 a key of a price book is a single value;1:1 `version` is missing in a price book~
        version: "1"            | Version: "1"        | ~1:1 `version` is missing in a price book;1:1 unknown key `Version` in a price book~
        currency: EUR           | currency: eur       | 2:11 currency is the code of a currency with two decimals, like CNY, not `eur`
        currency: EUR           | currency: JPY       | 2:11 currency is the code of a currency with two decimals, like CNY, not `JPY`
        currency: EUR           | currency: QQQ       | 2:11 currency is the code of a currency with two decimals, like CNY, not `QQQ`
        zone: "+01:00"          | zone: +1            | 3:7 zone is an offset like +08:00 or a region like Asia/Shanghai, not `+1`
        zone: "+01:00"          | zone: "+19:00"      | 3:7 zone is an offset like +08:00 or a region like Asia/Shanghai, not `+19:00`
        zone: "+01:00"          | zone: "+01:00:00"   | 3:7 zone is an offset like +08:00 or a region like Asia/Shanghai, not `+01:00:00`
        zone: "+01:00"          | zone: UTC+8         | 3:7 zone is an offset like +08:00 or a region like Asia/Shanghai, not `UTC+8`
        zone: "+01:00"          | zone: Mars/Olympus  | 3:7 zone is an offset like +08:00 or a region like Asia/Shanghai, not `Mars/Olympus`
        window_days: 5          | window_days: 0      | 4:25 settlement_window_days is a whole number from 1 to 28, not `0`
        window_days: 5          | window_days: 29     | 4:25 settlement_window_days is a whole number from 1 to 28, not `29`
        window_days: 5          | window_days: "5"    | 4:25 settlement_window_days is a whole number from 1 to 28, not `5`
        window_days: 5          | window_days: 05     | 4:25 settlement_window_days is a whole number from 1 to 28, not `05`
        window_days: 5          | window_days: 5.0    | 4:25 settlement_window_days is a whole number from 1 to 28, not `5.0`
        window_days: 5          | window_days: 0x5    | 4:25 settlement_window_days is a whole number from 1 to 28, not `0x5`
        window_days: 5          | window_days: -5     | 4:25 settlement_window_days is a whole number from 1 to 28, not `-5`
        window_days: 5          | window_days: [5]    | 4:25 settlement_window_days is a single value
        tier_volume: metered    | tier_volume: all    | 5:25 tier_volume is billable or metered, not `all`
        freeze_usage: billable  | freeze_usage: BILLABLE | 5:48 freeze_usage is metered or billable, not `BILLABLE`
        freeze_price: first-tier | freeze_price: first_tier | 5:72 freeze_price is tier-reached or first-tier, not `first_tier`
        percent: 37.5           | percent: 37.555     | 5:106 freeze_ratio_percent is a number from 0 to 1000 with at most 2 decimals, not `37.555`
        percent: 37.5           | percent: 1000.01    | 5:106 freeze_ratio_percent is a number from 0 to 1000 with at most 2 decimals, not `1000.01`
        percent: 37.5           | percent: -1         | 5:106 freeze_ratio_percent is a number from 0 to 1000 with at most 2 decimals, not `-1`
        percent: 37.5           | percent: 1e2        | 5:106 freeze_ratio_percent is a number from 0 to 1000 with at most 2 decimals, not `1e2`
        percent: 37.5           | percent: .5         | 5:106 freeze_ratio_percent is a number from 0 to 1000 with at most 2 decimals, not `.5`
        percent: 37.5           | percent: 5.         | 5:106 freeze_ratio_percent is a number from 0 to 1000 with at most 2 decimals, not `5.`
        percent: 37.5           | percent: "37.5"     | 5:106 freeze_ratio_percent is a number from 0 to 1000 with at most 2 decimals, not `37.5`
        freeze_price: first-tier, |                   | 5:11 `freeze_price` is missing in switches
        {name: Text, prepaid: false} | Text           | 7:9 a group is a mapping of keys to values
        name: Text, prepaid     | Name: Text, prepaid | ~7:9 `name` is missing in a group;7:10 unknown key `Name` in a group~
        prepaid: false          | prepaid: no         | 7:31 prepaid is true or false, not `no`
        prepaid: false          | prepaid: "false"    | 7:31 prepaid is true or false, not `false`
        prepaid: false          | prepaid: False      | 7:31 prepaid is true or false, not `False`
        {name: Text             | {name: ''           | 7:16 name is empty
        {WORDS: 100}            | {WORDS: -1}         | 8:21 a free pool is a whole number from 0 to 999999999999999, not `-1`
        {WORDS: 100}            | {WORDS: 1_000}      | 8:21 a free pool is a whole number from 0 to 999999999999999, not `1_000`
        {WORDS: 100}            | {WORDS: 1000000000000000} | 8:21 a free pool is a whole number from 0 to 999999999999999, not `1000000000000000`
        {WORDS: 100}            | {WORDS: 1, WORDS: 2} | 8:24 the key `WORDS` is there twice in free_pools
        {WORDS: 100}            | {WORDS: 1, a b: 2}  | 8:24 the name of a free pool is 1 to 64 of A-Z a-z 0-9 . _ : -, not `a b`
        {WORDS: 100}            | [WORDS]             | ~8:13 free_pools is a mapping of keys to values;13:16 the free_pool `WORDS` is not declared~
        {WORDS: 100}            | {}                  | 13:16 the free_pool `WORDS` is not declared
        code: Translate         | code: Trans/late    | 10:11 code is 1 to 64 of A-Z a-z 0-9 . _ : -, not `Trans/late`
        code: Translate         | cod: Translate      | ~10:5 `code` is missing in an API;10:5 unknown key `cod` in an API~
        group: text             | group: speech       | 12:12 the group `speech` is not declared
        version: "b"            | version: "b", x: 1  | 15:21 not YAML: expected <block end>, but found ','
        from: "2020-01-01T00:00:00+01:00" | from: "2020-01-01"   | 16:15 from is an instant like 2022-09-01T00:00:00+08:00, not `2020-01-01`
        from: "2020-01-01T00:00:00+01:00" | beta: false          | 15:9 `from` is missing in a price version
        from: 0, to: 10         | from: 1, to: 10     | 18:13 the bands do not start at 0, but at 1
        from: 10, to: 20        | from: 11, to: 20    | 19:13 the bands leave a gap from 10 to 11
        from: 10, to: 20        | from: 9, to: 20     | 19:13 the bands overlap from 9 to 10
        {from: 10, to: 20       | {from: 10           | 19:13 the band ends open, but is not the last: it lacks `to`
        {from: 20, price        | {from: 20, to: 30, price | 20:13 the last band does not end open: without `to`, it would
        from: 10, to: 20        | from: 10, to: 10    | ~19:13 the band from 10 to 10 is empty;20:13 the bands leave a gap from 10 to 20~
        from: 10, to: 20        | from: 10, to: ""    | 19:28 to is empty
        from: 10, to: 20        | from: ten, to: 20   | 19:20 from is a whole number from 0 to 999999999999999, not `ten`
        price_per_1000: 1.5     | price_per_1000: 1.123456 | 19:48 price_per_1000 is a number from 0 to 1000000000 with at most 5 decimals, not `1.123456`
        price_per_1000: 1.5     | price_per_1000: 1000000000.1 | 19:48 price_per_1000 is a number from 0 to 1000000000 with at most 5 decimals, not `1000000000.1`
        price_per_1000: 1.5     | price_per_1000: 01.5 | 19:48 price_per_1000 is a number from 0 to 1000000000 with at most 5 decimals, not `01.5`
        price_per_1000: 1.5     | price: 1.5          | ~19:13 `price_per_1000` is missing in a tier;19:32 unknown key `price` in a tier~
        - {from: 20, price_per_1000: 1} | - open      | 20:13 a tier is a mapping of keys to values
        """)
    void a_fault_is_told_with_its_line_and_column(String part, String instead, String expected) {
        assertThat(BOOK).contains(part);
        assertFaults(BOOK.replace(part, instead == null ? "" : instead), expected.split(";", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "window_days: 5          | window_days: 1",
                "window_days: 5          | window_days: 28",
                "percent: 37.5           | percent: 0",
                "percent: 37.5           | percent: 1000",
                "percent: 37.5           | percent: 1000.00",
                "{WORDS: 100}            | {WORDS: 0}",
                "{WORDS: 100}            | {WORDS: 999999999999999}",
                "price_per_1000: 1.5     | price_per_1000: 0",
                "price_per_1000: 1.5     | price_per_1000: 1000000000",
                "price_per_1000: 1.5     | price_per_1000: 0.12345",
                "zone: \"+01:00\"      | zone: -11:30",
                "zone: \"+01:00\"      | zone: UTC",
                "free_pool: WORDS        | free_pool: 'WORDS'"
            })
    void the_bounds_themselves_are_allowed(String part, String instead) {
        assertThat(BOOK).contains(part);
        assertThat(read(BOOK.replace(part, instead)).apis()).hasSize(1);
    }

    @Test
    void the_code_of_a_group_is_an_id() {
        assertFaults(
                BOOK.replace("  text: {", "  my text: {").replace("group: text", "group: my-text"),
                "7:3 the code of a group is 1 to 64 of A-Z a-z 0-9 . _ : -, not `my text`",
                "12:12 the group `my-text` is not declared");
    }

    @Test
    void empty_lists_are_faults() {
        assertFaults(before("        tiers:\n") + "        tiers: []\n", "17:16 tiers is empty");
        assertFaults(before("    prices:\n") + "    prices: []\n", "14:13 prices is empty");
        assertFaults(before("apis:\n") + "apis: []\n", "9:7 apis is empty");
        assertFaults(before("apis:\n") + "apis: {}\n", "9:7 apis is a list");
        assertFaults(
                BOOK.replace("groups:\n  text: {name: Text, prepaid: false}", "groups: {}"),
                "6:9 groups is empty",
                "11:12 the group `text` is not declared");
        assertFaults(
                BOOK.replace("groups:\n  text: {name: Text, prepaid: false}", "groups: []"),
                "6:9 groups is a mapping of keys to values",
                "11:12 the group `text` is not declared");
    }

    @Test
    void outside_beta_there_are_tiers_and_in_beta_there_are_none() {
        assertFaults(before("        tiers:\n"), "15:9 `tiers` is missing in a price version that is not in beta");
        assertFaults(
                BOOK.replace("        tiers:\n", "        beta: true\n        tiers:\n"),
                "19:11 a price version in beta costs nothing and has no tiers");
        assertFaults(before("        tiers:\n") + "        beta: maybe\n", "17:15 beta is true or false, not `maybe`");
        assertThat(read(before("        tiers:\n") + "        beta: true\n").apis())
                .hasSize(1);
        assertThat(read(BOOK.replace("        tiers:\n", "        beta: false\n        tiers:\n"))
                        .apis())
                .hasSize(1);
    }

    @Test
    void two_versions_have_neither_the_same_name_nor_the_same_start() {
        String later = BOOK + "      - {version: a, from: \"2021-01-01T00:00:00+01:00\", beta: true}\n";
        assertFaults(later.replace("version: a", "version: b"), "21:9 the version `b` is there twice");
        assertFaults(
                later.replace("2021-01-01T00:00:00+01:00", "2019-12-31T23:00:00Z"),
                "21:9 two versions are in force from the same instant");
        assertThat(read(later).apis().get("Translate"))
                .satisfies(api -> assertThat(api == null ? null : api.versions())
                        .extracting(PriceVersion::version)
                        .containsExactly("b", "a"));
    }

    @Test
    void versions_may_be_listed_in_any_order_and_are_kept_in_time_order() {
        String earlier = BOOK + "      - {version: a, from: \"2019-01-01T00:00:00+01:00\", beta: true}\n";
        assertThat(read(earlier).apis().values())
                .flatExtracting(Api::versions)
                .extracting(PriceVersion::version)
                .containsExactly("a", "b");
    }

    @Test
    void an_api_is_there_once() {
        String again = BOOK + BOOK.substring(BOOK.indexOf("  - code"));
        assertFaults(again, "21:5 the API `Translate` is there twice");
    }

    @Test
    void a_repeated_key_is_a_fault_even_with_the_same_value() {
        assertFaults(BOOK + "version: \"1\"\n", "21:1 the key `version` is there twice in a price book");
    }

    @Test
    void a_name_for_people_has_at_most_200_characters() {
        assertThat(read(BOOK.replace("Translation", "名".repeat(200))).apis()).hasSize(1);
        assertFaults(
                BOOK.replace("Translation", "名".repeat(201)),
                "11:11 name is 1 to 200 characters, not `" + "名".repeat(60) + "…`");
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

    @Test
    void all_faults_are_in_one_list() {
        String faulty = BOOK.replace("version: \"1\"", "version: \"\"")
                .replace("prepaid: false", "prepaid: no")
                .replace("from: 10, to: 20", "from: 11, to: 20")
                .replace("free_pool: WORDS", "free_pool: NOTHING");
        ProblemException problem = refused(faulty);
        assertThat(problem.code()).isEqualTo(ProblemCode.CONFIGURATION_REFUSED);
        assertThat(problem).hasMessage("price book refused (4 faults)");
        assertFaults(
                faulty,
                "1:10 version is empty",
                "7:31 prepaid is true or false, not `no`",
                "13:16 the free_pool `NOTHING` is not declared",
                "19:13 the bands leave a gap from 10 to 11");
    }

    private static String before(String part) {
        return BOOK.substring(0, BOOK.indexOf(part));
    }

    private static PriceBook read(String text) {
        return PriceBookReader.read(text.getBytes(StandardCharsets.UTF_8), "book.yaml");
    }

    private static ProblemException refused(String text) {
        return catchThrowableOfType(ProblemException.class, () -> read(text));
    }

    /** Faults as {@code line:column text}. */
    private static void assertFaults(String text, String... expected) {
        ProblemException problem = refused(text);
        assertThat(problem).isNotNull();
        assertThat(problem.code()).isEqualTo(ProblemCode.CONFIGURATION_REFUSED);
        String[] told = new String[expected.length];
        for (int i = 0; i < expected.length; i++) {
            told[i] = expected[i].replaceFirst("^(\\d+):(\\d+) ", "book.yaml line $1 column $2: ");
        }
        if (told.length == 1) {
            assertThat(problem).hasMessage("price book refused: " + told[0]);
        } else {
            assertThat(problem.faults()).containsExactly(told);
        }
    }
}
