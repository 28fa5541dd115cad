package io.monthclose.sample;

/** The APIs the city calls, with a rough cost of 1,000 calls in fen, from which top-ups are guessed. */
enum Api {
    DETECT_PRODUCT("DetectProduct", 220, true),
    DETECT_PRODUCT_BETA("DetectProductBeta", 310, true),
    RECOGNIZE_CAR("RecognizeCar", 240, true),
    RECOGNIZE_CAR_PRO("RecognizeCarPro", 6000, true),
    DETECT_ENVELOPE("DetectEnvelope", 690, true),
    ASSESS_QUALITY("AssessQuality", 260, false),
    CROP_IMAGE("CropImage", 170, false),
    ENHANCE_IMAGE("EnhanceImage", 770, false);

    private final String code;
    private final int roughFenPerThousand;
    private final boolean prepaid;

    Api(String code, int roughFenPerThousand, boolean prepaid) {
        this.code = code;
        this.roughFenPerThousand = roughFenPerThousand;
        this.prepaid = prepaid;
    }

    String code() {
        return code;
    }

    int roughFenPerThousand() {
        return roughFenPerThousand;
    }

    /** Whether packs can be bought for it. */
    boolean prepaid() {
        return prepaid;
    }
}
