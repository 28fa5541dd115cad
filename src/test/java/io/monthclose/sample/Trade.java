package io.monthclose.sample;

import static io.monthclose.sample.Api.ASSESS_QUALITY;
import static io.monthclose.sample.Api.CROP_IMAGE;
import static io.monthclose.sample.Api.DETECT_ENVELOPE;
import static io.monthclose.sample.Api.DETECT_PRODUCT;
import static io.monthclose.sample.Api.DETECT_PRODUCT_BETA;
import static io.monthclose.sample.Api.ENHANCE_IMAGE;
import static io.monthclose.sample.Api.RECOGNIZE_CAR;
import static io.monthclose.sample.Api.RECOGNIZE_CAR_PRO;

import java.util.List;

/** What a business of the city does, and so when it calls which APIs. */
record Trade(String chinese, String english, Rhythm rhythm, List<Share> shares) {
    /** How much of a trade's calls go to an API. */
    record Share(Api api, int percent) {}

    static final List<Trade> ALL = List.of(
            shop("超市", "Supermarket", share(DETECT_PRODUCT, 80), share(CROP_IMAGE, 20)),
            shop("便利店", "Corner Shop", share(DETECT_PRODUCT, 60), share(DETECT_PRODUCT_BETA, 40)),
            leisure("小程序商城", "Mini Mall", share(DETECT_PRODUCT_BETA, 80), share(DETECT_PRODUCT, 20)),
            leisure("旧物市集", "Flea Market", share(DETECT_PRODUCT_BETA, 60), share(ASSESS_QUALITY, 40)),
            road("停车", "Parking", share(RECOGNIZE_CAR, 100)),
            road("路桥", "Tolls & Bridges", share(RECOGNIZE_CAR, 92), share(RECOGNIZE_CAR_PRO, 8)),
            shop("二手车行", "Used Cars", share(RECOGNIZE_CAR, 70), share(RECOGNIZE_CAR_PRO, 30)),
            office("车险理赔", "Motor Claims", share(ASSESS_QUALITY, 75), share(RECOGNIZE_CAR_PRO, 25)),
            office("快递", "Couriers", share(DETECT_ENVELOPE, 70), share(DETECT_PRODUCT, 30)),
            office("档案馆", "Archives", share(DETECT_ENVELOPE, 90), share(ENHANCE_IMAGE, 10)),
            shop("影楼", "Photo Studio", share(ENHANCE_IMAGE, 50), share(CROP_IMAGE, 50)),
            leisure("相册", "Albums", share(CROP_IMAGE, 60), share(ENHANCE_IMAGE, 20), share(ASSESS_QUALITY, 20)),
            office("报社", "News", share(CROP_IMAGE, 50), share(ASSESS_QUALITY, 40), share(ENHANCE_IMAGE, 10)),
            office("质检所", "Quality Lab", share(ASSESS_QUALITY, 90), share(DETECT_PRODUCT, 10)),
            leisure("租房网", "Homes", share(ENHANCE_IMAGE, 60), share(CROP_IMAGE, 40)));

    private static Trade shop(String chinese, String english, Share... shares) {
        return new Trade(chinese, english, Rhythm.SHOP, List.of(shares));
    }

    private static Trade road(String chinese, String english, Share... shares) {
        return new Trade(chinese, english, Rhythm.ROAD, List.of(shares));
    }

    private static Trade office(String chinese, String english, Share... shares) {
        return new Trade(chinese, english, Rhythm.OFFICE, List.of(shares));
    }

    private static Trade leisure(String chinese, String english, Share... shares) {
        return new Trade(chinese, english, Rhythm.LEISURE, List.of(shares));
    }

    private static Share share(Api api, int percent) {
        return new Share(api, percent);
    }

    Api api(Chance chance) {
        return shares.get(chance.index(shares.stream().map(Share::percent).toList()))
                .api();
    }

    /** The codes of its APIs that packs can be bought for, the one called most first. */
    List<String> prepaidApis() {
        return shares.stream()
                .map(Share::api)
                .filter(Api::prepaid)
                .map(Api::code)
                .toList();
    }
}
