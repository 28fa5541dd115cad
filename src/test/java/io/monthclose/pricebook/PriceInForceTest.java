package io.monthclose.pricebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceInForceTest {
    private static final Group GROUP = new Group("group", "Group", true);
    private static final PriceVersion OLD = PriceBooks.version("old", "2020-01-01T00:00:00Z", 10, "2", "1");
    private static final PriceVersion NEW = PriceBooks.version("new", "2022-09-16T00:00:00Z", 10, "3", "1.5");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2019-12-31T23:59:59.999999999Z, -",
                "2020-01-01T00:00:00Z, old",
                "2022-09-15T23:59:59.999999999Z, old",
                "2022-09-16T00:00:00Z, new",
                "2030-01-01T00:00:00Z, new"
            })
    void a_version_is_in_force_from_its_first_instant_until_the_next(Instant instant, @Nullable String version) {
        Api api = new Api("Api", "An API", GROUP, null, List.of(OLD, NEW));
        assertThat(api.versionAt(instant).map(PriceVersion::version).orElse(null))
                .isEqualTo(version);
    }

    @Test
    void versions_are_in_order_with_names_of_their_own() {
        PriceVersion sameName = PriceBooks.version("old", "2022-09-16T00:00:00Z", 10, "3", "1.5");
        PriceVersion sameStart = PriceBooks.version("other", "2020-01-01T00:00:00Z", 10, "3", "1.5");
        for (List<PriceVersion> wrong :
                List.of(List.<PriceVersion>of(), List.of(NEW, OLD), List.of(OLD, sameName), List.of(OLD, sameStart))) {
            assertThatThrownBy(() -> new Api("Api", "An API", GROUP, null, wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "9, 0", "10, 10", "11, 10", "19, 10", "20, 20", "9223372036854775807, 20"})
    void the_volume_picks_the_band_that_it_lies_in(long volume, long from) {
        PriceVersion version = new PriceVersion(
                "v",
                Instant.EPOCH,
                false,
                List.of(
                        PriceBooks.tier(0, 10, "3"),
                        PriceBooks.tier(10, 20, "2"),
                        new Tier(20, null, PriceBooks.price("1"))));
        assertThat(version.tierFor(volume).from()).isEqualTo(from);
        assertThat(version.firstTier().from()).isZero();
    }

    @Test
    void bands_are_there_outside_beta_and_only_there() {
        List<Tier> bands = List.of(new Tier(0, null, PriceBooks.price("1")));
        assertThat(PriceBooks.beta("b", "2020-01-01T00:00:00Z").tiers()).isEmpty();
        assertThatThrownBy(() -> new PriceVersion("v", Instant.EPOCH, true, bands))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PriceVersion("v", Instant.EPOCH, false, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bands_that_do_not_fit_make_no_version() {
        List<Tier> gap = List.of(PriceBooks.tier(0, 10, "3"), new Tier(11, null, PriceBooks.price("1")));
        assertThatThrownBy(() -> new PriceVersion("v", Instant.EPOCH, false, gap))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("version v: the bands leave a gap from 10 to 11");
        assertThatThrownBy(() -> new Tier(-1, null, PriceBooks.price("1")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.01", "1000.01", "0.001", "1E+4"})
    void a_freeze_ratio_is_0_to_1000_per_cent_with_at_most_2_decimals(BigDecimal percent) {
        assertThatThrownBy(() -> switchesWith(percent)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.01", "100", "100.000", "1E+3"})
    void the_bounds_of_the_ratio_are_allowed(BigDecimal percent) {
        assertThat(switchesWith(percent).freezeRatioPercent()).isEqualByComparingTo(percent);
    }

    @Test
    void an_api_draws_a_pool_that_the_book_has() {
        PriceBook book = PriceBooks.shipped();
        SortedMap<String, Long> noPools = new TreeMap<>();
        assertThatThrownBy(() -> new PriceBook(
                        book.version(),
                        book.sha256(),
                        book.currency(),
                        book.zone(),
                        book.settlementWindowDays(),
                        book.switches(),
                        book.groups(),
                        noPools,
                        book.apis()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Switches switchesWith(BigDecimal percent) {
        return new Switches(TierVolume.BILLABLE, FreezeUsage.METERED, FreezePrice.TIER_REACHED, percent);
    }
}
