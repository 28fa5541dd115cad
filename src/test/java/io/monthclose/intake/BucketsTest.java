package io.monthclose.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 2",
        "1, 2",
        "50331647, 2",
        "50331648, 3",
        "714000000, 42",
        "17163091968, 1023",
        "17179869184, 1024",
        "9223372036854775807, 1024"
    })
    void there_is_a_bucket_for_every_16_MiB_at_least_2_and_at_most_1024(long usageBytes, int buckets) {
        assertThat(Buckets.forUsageBytes(usageBytes)).isEqualTo(new Buckets(buckets));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1025})
    void a_number_outside_1_to_1024_is_refused(int count) {
        assertThatThrownBy(() -> new Buckets(count))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("buckets: 1 to 1024, not " + count);
    }

    /** What is in a snapshot was dealt out like this; another deal would not find it again. */
    @ParameterizedTest
    @CsvSource({
        "A0001, 1, 0",
        "A0001, 2, 0",
        "A0001, 256, 28",
        "A0001, 1024, 284",
        "A0002, 1024, 166",
        "0, 1024, 801",
        "zz.-_:, 1024, 765"
    })
    void an_account_is_in_the_same_bucket_for_ever(String account, int count, int bucket) {
        assertThat(new Buckets(count).of(account)).isEqualTo(bucket);
    }

    @Test
    void accounts_are_dealt_out_evenly() {
        Buckets buckets = new Buckets(16);
        int[] accounts = new int[16];
        for (int i = 0; i < 16_000; i++) {
            accounts[buckets.of("A" + (100_000 + i))]++;
        }
        assertThat(accounts).satisfies(dealt -> {
            for (int count : dealt) {
                assertThat(count).isBetween(800, 1200);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "64, 2", "95, 2", "96, 3", "1000, 31", "8192, 256", "100000, 256"})
    void without_the_size_of_the_usage_their_number_follows_the_accounts(int accounts, int buckets) {
        assertThat(Buckets.forAccounts(accounts)).isEqualTo(new Buckets(buckets));
    }
}
