package io.monthclose.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UsageSettingsTest {
    static final UsageSettings DEFAULTS = new UsageSettings("", "", "", "", "usage-db", Duration.ofHours(6), "");

    @Test
    void their_text_tells_neither_url_nor_user_nor_password_nor_query() {
        UsageSettings settings = new UsageSettings(
                "jdbc:h2:./secret", "secret", "secret", "secret", "usage-db", Duration.ofHours(6), "secret");

        assertThat(settings.toString()).doesNotContain("secret");
        assertThat(settings.address().toString()).doesNotContain("secret");
    }
}
