package io.monthclose.period;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {
    @ParameterizedTest
    @CsvSource({
        "2022-09-30T23:59:59+08:00, 2022-09-30T15:59:59Z",
        "2022-09-30T23:59+08:00, 2022-09-30T15:59:00Z",
        "2022-09-30T23:59Z, 2022-09-30T23:59:00Z",
        "2022-09-30T23:59:59Z, 2022-09-30T23:59:59Z",
        "2022-09-30T23:59:59.9Z, 2022-09-30T23:59:59.9Z",
        "2022-09-30T23:59:59.123456789+08:00, 2022-09-30T15:59:59.123456789Z",
        "2022-09-30T23:59:59.000000001Z, 2022-09-30T23:59:59.000000001Z",
        "2022-09-30T23:59:59.120Z, 2022-09-30T23:59:59.12Z",
        "2022-09-30T00:00:00-18:00, 2022-09-30T18:00:00Z",
        "2022-09-30T00:00:00+18:00, 2022-09-29T06:00:00Z",
        "2022-09-30T00:00:00+17:59, 2022-09-29T06:01:00Z",
        "2022-09-30T00:00:00-05:30, 2022-09-30T05:30:00Z",
        "2022-09-30T00:00:00-00:00, 2022-09-30T00:00:00Z",
        "2020-02-29T00:00Z, 2020-02-29T00:00:00Z",
        "2000-02-29T00:00Z, 2000-02-29T00:00:00Z",
        "2022-01-31T00:00Z, 2022-01-31T00:00:00Z",
        "2022-04-30T00:00Z, 2022-04-30T00:00:00Z",
        "2022-12-31T12:34:56Z, 2022-12-31T12:34:56Z",
        "0000-01-01T00:00Z, 0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
        "1969-12-31T23:59:59.5Z, 1969-12-31T23:59:59.5Z"
    })
    void an_instant_of_the_agreed_form_is_read(String text, Instant instant) {
        assertThat(InstantText.parse(text)).contains(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "+08:00",
                "2022-09-30",
                "2022-09-30T23:59",
                "2022-09-30T23:59:59",
                "2022-09-30T23Z",
                "2022-09-30T23:59:5Z",
                "2022-09-30T23:59:Z",
                "2022-09-30T23:59:59.Z",
                "2022-09-30T23:59:59.1234567890Z",
                "2022-09-30T23:59.5Z",
                "2022-09-30T24:00:00Z",
                "2022-09-30T23:60:00Z",
                "2022-09-30T23:59:60Z",
                "2022-09-31T00:00Z",
                "2022-04-31T00:00Z",
                "2022-02-29T00:00Z",
                "1900-02-29T00:00Z",
                "2022-02-30T00:00Z",
                "2022-01-32T00:00Z",
                "2022-00-01T00:00Z",
                "2022-13-01T00:00Z",
                "2022-01-00T00:00Z",
                "2022-09-30 23:59:59Z",
                "2022-09-30t23:59:59Z",
                "2022-09-30T23:59:59z",
                "2022/09/30T23:59Z",
                "2022-09/30T23:59Z",
                "2022/09-30T23:59Z",
                "20220930T235959Z",
                "2022-09-30T23-59Z",
                "2022-09-30T23:59-59Z",
                "2022-09-30T23:59:59,5Z",
                "2022-09-30T23:59:59+0800",
                "2022-09-30T23:59:59+08",
                "2022-09-30T23:59:59+8:00",
                "2022-09-30T23:59:59+08:0",
                "2022-09-30T23:59:59+08:60",
                "2022-09-30T23:59:59+18:01",
                "2022-09-30T23:59:59-18:01",
                "2022-09-30T23:59:59+19:00",
                "2022-09-30T23:59:59 08:00",
                "2022-09-30T23:59:59+08-00",
                "2022-09-30T23:59:59*08:00",
                "2022-09-30T23:59:59+0a:00",
                "2022-09-30T23:59:59+08:0a",
                "2022-09-30T23:59:59+08:00:00",
                "2022-09-30T23:59:59+08:00[Asia/Shanghai]",
                "2022-09-30T23:59:59ZZ",
                " 2022-09-30T23:59Z",
                "2022-09-30T23:59Z ",
                "+2022-09-30T23:59Z",
                "-022-09-30T23:59Z",
                "12022-09-30T23:59Z",
                "２０２２-09-30T23:59Z",
                "2022-09-30T23:59:५9Z",
                "2022-a9-30T23:59Z",
                "2022-09-b0T23:59Z",
                "2022-09-30Tc3:59Z",
                "2022-09-30T23:d9Z",
                "2022-09-30T23:59:e9Z",
                "2022-09-30T23:59:59.f1Z",
                "2022-09-30T23:59:59.1-Z",
                "2022-09-30T23:59:5+08:00",
                "2022-09-30T23:59:+08:00",
                "2022-09-30T23:59:59.+08:00",
                "2022-09-30T2:59:59Z",
                "null",
                "0",
                "2022-09-30T23:59Z08:00"
            })
    void anything_else_is_no_instant(String text) {
        assertThat(InstantText.parse(text)).isEmpty();
    }

    @Test
    void it_agrees_with_the_library_on_random_instants_of_seed_20220930() {
        Random random = new Random(20220930);
        for (int i = 0; i < 20_000; i++) {
            String text = randomText(random);
            assertThat(InstantText.parse(text))
                    .as(text)
                    .contains(OffsetDateTime.parse(text).toInstant());
        }
    }

    @Test
    void a_single_changed_character_gives_what_the_library_gives_or_nothing_seed_20221001() {
        Random random = new Random(20221001);
        String replacements = "0123456789-+:.TZ x";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(randomText(random));
            text.setCharAt(random.nextInt(text.length()), replacements.charAt(random.nextInt(replacements.length())));
            InstantText.parse(text.toString())
                    .ifPresent(read -> assertThat(read)
                            .as(text.toString())
                            .isEqualTo(OffsetDateTime.parse(text).toInstant()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2022-10-02T02:00:00Z, +08:00, 2022-10-02T10:00:00+08:00",
        "2022-10-02T02:00:00Z, Z, 2022-10-02T02:00:00+00:00",
        "2022-10-02T02:00:00Z, -05:30, 2022-10-01T20:30:00-05:30",
        "2022-10-02T02:00:00Z, Europe/Berlin, 2022-10-02T04:00:00+02:00",
        "2022-12-02T02:00:00Z, Europe/Berlin, 2022-12-02T03:00:00+01:00",
        "2022-12-02T02:00:00Z, UTC, 2022-12-02T02:00:00+00:00",
        "2022-01-02T03:04:05Z, Z, 2022-01-02T03:04:05+00:00",
        "2022-10-02T02:00:00.5Z, Z, 2022-10-02T02:00:00.5+00:00",
        "2022-10-02T02:00:00.000000001Z, Z, 2022-10-02T02:00:00.000000001+00:00",
        "2022-10-02T02:00:00.012300Z, Z, 2022-10-02T02:00:00.0123+00:00",
        "0001-01-01T00:00:00Z, Z, 0001-01-01T00:00:00+00:00"
    })
    void an_instant_is_written_in_the_zone_with_seconds_and_offset(Instant instant, ZoneId zone, String text) {
        assertThat(InstantText.format(instant, zone)).isEqualTo(text);
        assertThat(InstantText.parse(text)).contains(instant);
    }

    private static String randomText(Random random) {
        long second = random.nextLong(-60_000_000_000L, 250_000_000_000L);
        int nano = random.nextBoolean() ? random.nextInt(1_000_000_000) : 0;
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(-18 * 60, 18 * 60 + 1) * 60);
        return OffsetDateTime.ofInstant(Instant.ofEpochSecond(second, nano), offset)
                .toString();
    }
}
