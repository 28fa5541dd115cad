package io.monthclose.pricebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShippedPriceBookTest {
    private final PriceBook book = PriceBooks.shipped();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        DetectProduct     | 商品识别             | understanding | PRODUCT      | 0 1000000 3000000 15000000  | 2.5 2.2 2 1.5
        DetectProductBeta | 商品识别-微信识物版  | understanding | PRODUCT_BETA | 0 1000000 3000000 15000000  | 3.5 3.2 2.8 2.2
        RecognizeCar      | 车辆识别             | understanding | VEHICLE      | 0 1000000 3000000 15000000  | 3 2.5 2 1.5
        RecognizeCarPro   | 车辆识别（增强版）   | understanding | VEHICLE      | 0 1000000 3000000 15000000  | 75 45 35 30
        DetectEnvelope    | 文件封识别           | understanding | ENVELOPE     | 0 3000000 10000000 15000000 | 7 6.5 6 5.5
        AssessQuality     | 图像质量评估         | processing    | QUALITY      | 0 1000000 3000000 15000000  | 3 2.5 2 1.5
        CropImage         | 智能裁剪             | processing    | CROP         | 0 1000000 3000000 15000000  | 2 1.5 1.2 1
        EnhanceImage      | 图像清晰度增强       | processing    | ENHANCE      | 0 1000000 3000000 15000000  | 8 7.5 7 6
        """)
    void every_api_stands_as_the_rules_list_it(
            String code, String name, String group, String pool, String from, String prices) {
        Api api = api(code);
        assertThat(api.code()).isEqualTo(code);
        assertThat(api.name()).isEqualTo(name);
        assertThat(api.group().code()).isEqualTo(group);
        assertThat(api.freePool()).isEqualTo(pool);
        List<Tier> tiers = api.versions().getLast().tiers();
        assertThat(tiers.stream().map(tier -> Long.toString(tier.from())))
                .containsExactlyElementsOf(Arrays.asList(from.split(" ", -1)));
        assertThat(tiers.stream().map(tier -> tier.price().toString()))
                .containsExactlyElementsOf(Arrays.asList(prices.split(" ", -1)));
    }

    @Test
    void there_are_eight_apis_two_groups_and_seven_pools() {
        assertThat(book.apis()).hasSize(8);
        assertThat(book.groups())
                .isEqualTo(Map.of(
                        "understanding", new Group("understanding", "图像理解", true),
                        "processing", new Group("processing", "图像处理", false)));
        assertThat(book.freePools())
                .isEqualTo(Map.of(
                        "PRODUCT", 10_000L,
                        "PRODUCT_BETA", 10_000L,
                        "VEHICLE", 10_000L,
                        "ENVELOPE", 1_000L,
                        "QUALITY", 10_000L,
                        "CROP", 10_000L,
                        "ENHANCE", 1_000L));
    }

    @Test
    void prices_are_in_force_since_2020_and_one_api_was_in_beta_until_september_2022() {
        Instant since2020 = Instant.parse("2019-12-31T16:00:00Z");
        assertThat(book.apis().values().stream().map(api -> api.versions().getFirst()))
                .allSatisfy(version -> {
                    assertThat(version.version()).isEqualTo("2020-01-01");
                    assertThat(version.from()).isEqualTo(since2020);
                });
        assertThat(book.apis().values().stream().map(Api::versions).flatMap(Collection::stream))
                .filteredOn(PriceVersion::beta)
                .hasSize(1);
        List<PriceVersion> enhance = api("EnhanceImage").versions();
        assertThat(enhance).hasSize(2);
        assertThat(enhance.getFirst().beta()).isTrue();
        assertThat(enhance.getLast().version()).isEqualTo("2022-09-01");
        assertThat(enhance.getLast().from()).isEqualTo("2022-08-31T16:00:00Z");
    }

    @Test
    void currency_zone_window_and_switches_are_those_of_the_rules() {
        assertThat(book.version()).isEqualTo("2022-09");
        assertThat(book.currency()).isEqualTo("CNY");
        assertThat(book.zone()).isEqualTo(ZoneOffset.ofHours(8));
        assertThat(book.settlementWindowDays()).isEqualTo(3);
        assertThat(book.switches()).isEqualTo(PriceBooks.DEFAULTS);
    }

    @Test
    void its_hash_is_that_of_its_bytes() {
        assertThat(book.sha256()).matches("[0-9a-f]{64}");
        byte[] known = PriceBooks.SPEECH.getBytes(StandardCharsets.UTF_8);
        assertThat(PriceBookReader.read(known, "a").sha256())
                .isEqualTo(PriceBookReader.read(known, "b").sha256())
                .isNotEqualTo(book.sha256());
    }

    @Test
    void another_service_is_read_whole() {
        PriceBook speech = PriceBooks.speech();
        assertThat(speech.version()).isEqualTo("speech-7");
        assertThat(speech.currency()).isEqualTo("EUR");
        assertThat(speech.zone().getId()).isEqualTo("Europe/Berlin");
        assertThat(speech.settlementWindowDays()).isEqualTo(5);
        assertThat(speech.switches())
                .isEqualTo(new Switches(
                        TierVolume.METERED, FreezeUsage.BILLABLE, FreezePrice.FIRST_TIER, new BigDecimal("37.5")));
        assertThat(speech.freePools()).isEqualTo(Map.of("MINUTES", 500L, "WORDS", 0L));
        assertThat(speech.apis().keySet()).containsExactly("Archive", "Listen", "Speak", "Translate");
        assertThat(speech.apis().get("Archive"))
                .isEqualTo(new Api(
                        "Archive",
                        "Archive",
                        new Group("text", "Text", false),
                        null,
                        List.of(new PriceVersion(
                                "a",
                                Instant.parse("2022-12-31T23:00:00Z"),
                                false,
                                List.of(new Tier(0, null, PriceBooks.price("0.00001")))))));
    }

    private Api api(String code) {
        return Objects.requireNonNull(book.apis().get(code), code);
    }
}
