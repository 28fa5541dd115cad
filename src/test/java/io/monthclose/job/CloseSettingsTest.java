package io.monthclose.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.intake.Buckets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;

class CloseSettingsTest {
    @Test
    void by_default_slices_have_32_MiB_chunks_500_accounts_a_lease_30_seconds_and_buckets_follow_the_input() {
        CloseSettings settings = Binder.get(new StandardEnvironment()).bindOrCreate("month-close", CloseSettings.class);

        assertThat(settings)
                .isEqualTo(new CloseSettings(
                        32 * 1024 * 1024, 500, 0, Duration.ofSeconds(30), UsageSettingsTest.DEFAULTS));
        assertThat(settings.bucketsFor(5 << 20)).isEqualTo(new Buckets(2));
        assertThat(settings.bucketsFor(400L << 20)).isEqualTo(new Buckets(25));
    }

    @Test
    void a_number_of_buckets_that_is_set_is_taken_whatever_the_input() {
        assertThat(new CloseSettings(1, 1, 7, Duration.ofSeconds(30), UsageSettingsTest.DEFAULTS)
                        .bucketsFor(400L << 20))
                .isEqualTo(new Buckets(7));
    }
}
