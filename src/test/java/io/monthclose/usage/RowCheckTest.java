package io.monthclose.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.account.Account;
import io.monthclose.account.AccountId;
import io.monthclose.period.BillingMonth;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowCheckTest {
    private static final BillingMonth SEPTEMBER = BillingMonth.parse("2022-09", ZoneId.of("+08:00"));
    private static final Origin ORIGIN = new Origin(0, 7);
    private static final Map<String, Account> ACCOUNTS = Map.of(
            "A0001", account("A0001", LocalDate.of(2022, 1, 1), null),
            "A0002", account("A0002", LocalDate.of(2022, 9, 10), LocalDate.of(2022, 9, 20)));

    private final RowCheck check = new RowCheck(SEPTEMBER, Set.of("DetectProduct", "CropImage"), ACCOUNTS);

    @Test
    void a_good_row_is_a_record_of_its_account() {
        assertThat(check.check("r-1", "A0001", "DetectProduct", "0042", "2022-09-30T23:59:59.5+08:00", ORIGIN))
                .isEqualTo(new RowVerdict.Accepted(
                        new AccountId("A0001"),
                        new UsageRecord("r-1", "DetectProduct", 42, Instant.parse("2022-09-30T15:59:59.5Z"), ORIGIN)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "000000000000000, 0", "1, 1", "999999999999999, 999999999999999", "007, 7"})
    void calls_are_1_to_15_digits_and_0_is_valid(String calls, long expected) {
        RowVerdict verdict = check.check("r", "A0001", "CropImage", calls, "2022-09-01T00:00Z", ORIGIN);
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        RowVerdict.Accepted.class,
                        accepted -> assertThat(accepted.record().calls()).isEqualTo(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "+1",
                "1 ",
                " 1",
                "1.0",
                "1e3",
                "0x1",
                "1_000",
                "１",
                "٣",
                "12abc",
                "1000000000000000",
                "/",
                ":"
            })
    void anything_else_is_invalid_calls(String calls) {
        assertRejected(
                check.check("r", "A0001", "CropImage", calls, "2022-09-01T00:00Z", ORIGIN),
                RejectReason.INVALID_CALLS,
                "calls is not 1 to 15 digits");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        r 1 | A0001 | MALFORMED       | record_id is not 1 to 64 of A-Z a-z 0-9 . _ : -
        ''  | A0001 | MALFORMED       | record_id is not 1 to 64 of A-Z a-z 0-9 . _ : -
        r   | A 1   | MALFORMED       | account_id is not 1 to 64 of A-Z a-z 0-9 . _ : -
        r   | ''    | MALFORMED       | account_id is not 1 to 64 of A-Z a-z 0-9 . _ : -
        r   | A0009 | UNKNOWN_ACCOUNT | no such account
        """)
    void ids_have_a_form_and_accounts_are_known(String recordId, String accountId, RejectReason reason, String detail) {
        assertRejected(check.check(recordId, accountId, "CropImage", "1", "2022-09-01T00:00Z", ORIGIN), reason, detail);
    }

    @Test
    void what_is_no_instant_is_an_invalid_time() {
        assertRejected(
                check.check("r", "A0001", "CropImage", "1", "2022-09-01 00:00:00", ORIGIN),
                RejectReason.INVALID_TIME,
                "occurred_at is not an instant like 2022-09-30T23:59:59+08:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cropimage", "CropImage ", "Crop Image", "DetectEnvelope"})
    void an_api_that_the_price_book_does_not_know_is_unknown_whatever_its_form(String api) {
        assertRejected(
                check.check("r", "A0001", api, "1", "2022-09-01T00:00Z", ORIGIN),
                RejectReason.UNKNOWN_API,
                "no such API in the price book");
    }

    @ParameterizedTest
    @CsvSource({
        "2022-08-31T23:59:59.999999999+08:00, 2022-08",
        "2022-08-31T15:59:59Z, 2022-08",
        "2022-08-01T00:00:00+08:00, 2022-08",
        "2022-07-31T23:59:59+08:00, 2022-07",
        "2021-12-31T16:00:00Z, 2022-01"
    })
    void a_row_before_the_month_is_late_for_its_own_month_in_the_zone_of_the_book(String instant, YearMonth month) {
        assertThat(check.check("r", "A0001", "CropImage", "600", instant, ORIGIN))
                .isEqualTo(new RowVerdict.Rejected(
                        RejectReason.LATE, "before 2022-09-01T00:00:00+08:00", new LateUsage(month, 600)));
    }

    @ParameterizedTest
    @CsvSource({
        "2022-09-01T00:00:00+08:00, true",
        "2022-08-31T16:00:00Z, true",
        "2022-09-30T23:59:59.999999999+08:00, true",
        "2022-10-01T00:00:00+08:00, false",
        "2022-09-30T16:00:00Z, false",
        "2022-10-01T00:00:01+09:00, true"
    })
    void a_row_at_or_after_the_end_is_after_the_month(String instant, boolean accepted) {
        RowVerdict verdict = check.check("r", "A0001", "CropImage", "1", instant, ORIGIN);
        if (accepted) {
            assertThat(verdict).isInstanceOf(RowVerdict.Accepted.class);
        } else {
            assertRejected(verdict, RejectReason.AFTER_MONTH, "at or after 2022-10-01T00:00:00+08:00");
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2022-09-09T23:59:59.999999999+08:00, before the account opens on 2022-09-10",
                "2022-09-10T00:00:00+08:00, -",
                "2022-09-19T23:59:59.999999999+08:00, -",
                "2022-09-20T00:00:00+08:00, the account is closed from 2022-09-20 on"
            })
    void a_row_outside_the_accounts_days_is_not_open(String instant, @Nullable String detail) {
        RowVerdict verdict = check.check("r", "A0002", "CropImage", "1", instant, ORIGIN);
        if (detail == null) {
            assertThat(verdict).isInstanceOf(RowVerdict.Accepted.class);
        } else {
            assertRejected(verdict, RejectReason.ACCOUNT_NOT_OPEN, detail);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "r 1, A 1,  x,         x, x,                 MALFORMED",
                "r,   A 1,  x,         x, x,                 MALFORMED",
                "r,   A9,   x,         x, x,                 INVALID_TIME",
                "r,   A9,   x,         x, 2022-08-01T00:00Z, INVALID_CALLS",
                "r,   A9,   x,         1, 2022-08-01T00:00Z, UNKNOWN_API",
                "r,   A9,   CropImage, 1, 2022-08-01T00:00Z, UNKNOWN_ACCOUNT",
                "r,   A0002, CropImage, 1, 2022-08-01T00:00Z, LATE",
                "r,   A0002, CropImage, 1, 2022-10-01T00:00Z, AFTER_MONTH",
                "r,   A0002, CropImage, 1, 2022-09-01T00:00Z, ACCOUNT_NOT_OPEN"
            })
    void the_first_reason_that_matches_is_given(
            String recordId, String accountId, String api, String calls, String instant, RejectReason reason) {
        assertThat(check.check(recordId, accountId, api, calls, instant, ORIGIN))
                .isInstanceOfSatisfying(
                        RowVerdict.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }

    @Test
    void reasons_are_tried_in_the_order_of_the_rules() {
        assertThat(RejectReason.values())
                .extracting(Enum::name)
                .containsExactly(
                        "MALFORMED",
                        "INVALID_TIME",
                        "INVALID_CALLS",
                        "UNKNOWN_API",
                        "UNKNOWN_ACCOUNT",
                        "LATE",
                        "AFTER_MONTH",
                        "ACCOUNT_NOT_OPEN",
                        "CONFLICT");
    }

    @Test
    void records_share_one_api_string() {
        String read = String.valueOf(new char[] {'C', 'r', 'o', 'p', 'I', 'm', 'a', 'g', 'e'});
        RowVerdict one = check.check("r1", "A0001", read, "1", "2022-09-01T00:00Z", ORIGIN);
        RowVerdict two = check.check("r2", "A0001", "CropImage", "1", "2022-09-01T00:00Z", ORIGIN);
        assertThat(apiOf(one)).isSameAs(apiOf(two));
    }

    private static String apiOf(RowVerdict verdict) {
        return switch (verdict) {
            case RowVerdict.Accepted accepted -> accepted.record().api();
            case RowVerdict.Rejected rejected -> throw new AssertionError(rejected.detail());
        };
    }

    private static void assertRejected(RowVerdict verdict, RejectReason reason, String detail) {
        assertThat(verdict).isEqualTo(new RowVerdict.Rejected(reason, detail, null));
    }

    private static Account account(String id, LocalDate opened, @Nullable LocalDate closed) {
        return new Account(new AccountId(id), "Example", opened, closed);
    }
}
