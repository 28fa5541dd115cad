package io.monthclose.pricebook;

import static io.monthclose.pricebook.FaultyBook.BOOK;
import static io.monthclose.pricebook.FaultyBook.assertFaults;
import static io.monthclose.pricebook.FaultyBook.before;
import static io.monthclose.pricebook.FaultyBook.read;
import static io.monthclose.pricebook.FaultyBook.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** A price book with faults is refused whole, all faults in one list, each with line and column. */
class PriceBookFaultsTest {
    @Test
    void the_book_without_a_fault_is_read() {
        PriceBook book = read(BOOK);
        assertThat(book.apis().keySet()).containsExactly("Translate");
        assertThat(read("\uFEFF" + BOOK).version()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "price-book-faults.csv", delimiter = '|', quoteCharacter = '~')
    void a_fault_is_told_with_its_line_and_column(String part, @Nullable String instead, String expected) {
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
    void a_name_for_people_has_at_most_200_characters() {
        assertThat(read(BOOK.replace("Translation", "名".repeat(200))).apis()).hasSize(1);
        assertFaults(
                BOOK.replace("Translation", "名".repeat(201)),
                "11:11 name is 1 to 200 characters, not `" + "名".repeat(60) + "…`");
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
}
