package io.monthclose.reference;

import io.monthclose.reference.Catalogue.Api;
import io.monthclose.reference.Catalogue.FreezePrice;
import io.monthclose.reference.Catalogue.FreezeUsage;
import io.monthclose.reference.Catalogue.Group;
import io.monthclose.reference.Catalogue.Switches;
import io.monthclose.reference.Catalogue.Tier;
import io.monthclose.reference.Catalogue.TierVolume;
import io.monthclose.reference.Catalogue.Version;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The price table of the rules, typed off by hand. */
final class ShippedPrices {
    private static final Instant ALWAYS = Instant.parse("2019-12-31T16:00:00Z");
    private static final Instant END_OF_BETA = Instant.parse("2022-08-31T16:00:00Z");
    private static final List<Long> USUAL_BANDS = List.of(0L, 1_000_000L, 3_000_000L, 15_000_000L);
    private static final List<Long> ENVELOPE_BANDS = List.of(0L, 3_000_000L, 10_000_000L, 15_000_000L);

    private ShippedPrices() {}

    static Catalogue catalogue() {
        SortedMap<String, Group> groups = new TreeMap<>();
        groups.put("understanding", new Group("图像理解", true));
        groups.put("processing", new Group("图像处理", false));
        return new Catalogue("2022-09", "CNY", ZoneId.of("+08:00"), 3, defaultSwitches(), groups, freePools(), apis());
    }

    static Switches defaultSwitches() {
        return new Switches(
                TierVolume.BILLABLE, FreezeUsage.METERED, FreezePrice.TIER_REACHED, BigDecimal.valueOf(100));
    }

    private static SortedMap<String, BigInteger> freePools() {
        SortedMap<String, BigInteger> pools = new TreeMap<>();
        pools.put("PRODUCT", BigInteger.valueOf(10_000));
        pools.put("PRODUCT_BETA", BigInteger.valueOf(10_000));
        pools.put("VEHICLE", BigInteger.valueOf(10_000));
        pools.put("ENVELOPE", BigInteger.valueOf(1_000));
        pools.put("QUALITY", BigInteger.valueOf(10_000));
        pools.put("CROP", BigInteger.valueOf(10_000));
        pools.put("ENHANCE", BigInteger.valueOf(1_000));
        return pools;
    }

    private static SortedMap<String, Api> apis() {
        List<Api> all = List.of(
                api("DetectProduct", "商品识别", "understanding", "PRODUCT", "2.5", "2.2", "2", "1.5"),
                api("DetectProductBeta", "商品识别-微信识物版", "understanding", "PRODUCT_BETA", "3.5", "3.2", "2.8", "2.2"),
                api("RecognizeCar", "车辆识别", "understanding", "VEHICLE", "3", "2.5", "2", "1.5"),
                api("RecognizeCarPro", "车辆识别（增强版）", "understanding", "VEHICLE", "75", "45", "35", "30"),
                envelope(),
                api("AssessQuality", "图像质量评估", "processing", "QUALITY", "3", "2.5", "2", "1.5"),
                api("CropImage", "智能裁剪", "processing", "CROP", "2", "1.5", "1.2", "1"),
                enhance());
        SortedMap<String, Api> byCode = new TreeMap<>();
        all.forEach(api -> byCode.put(api.code(), api));
        return byCode;
    }

    private static Api api(String code, String name, String group, String pool, String... prices) {
        Version only = new Version("2020-01-01", ALWAYS, false, tiers(USUAL_BANDS, prices));
        return new Api(code, name, group, pool, List.of(only));
    }

    private static Api envelope() {
        Version only = new Version("2020-01-01", ALWAYS, false, tiers(ENVELOPE_BANDS, "7", "6.5", "6", "5.5"));
        return new Api("DetectEnvelope", "文件封识别", "understanding", "ENVELOPE", List.of(only));
    }

    private static Api enhance() {
        Version beta = new Version("2020-01-01", ALWAYS, true, List.of());
        Version charged = new Version("2022-09-01", END_OF_BETA, false, tiers(USUAL_BANDS, "8", "7.5", "7", "6"));
        return new Api("EnhanceImage", "图像清晰度增强", "processing", "ENHANCE", List.of(beta, charged));
    }

    private static List<Tier> tiers(List<Long> bands, String... prices) {
        List<Tier> tiers = new ArrayList<>();
        for (int i = 0; i < prices.length; i++) {
            tiers.add(new Tier(BigInteger.valueOf(bands.get(i)), new BigDecimal(prices[i])));
        }
        return tiers;
    }
}
