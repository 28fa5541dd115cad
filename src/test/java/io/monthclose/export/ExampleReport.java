package io.monthclose.export;

import static java.math.BigInteger.ZERO;

import io.monthclose.export.MonthReport.ApiRow;
import io.monthclose.export.MonthReport.ArrearsRow;
import io.monthclose.export.MonthReport.BillRow;
import io.monthclose.export.MonthReport.CallTotals;
import io.monthclose.export.MonthReport.FreezeRow;
import io.monthclose.export.MonthReport.Heading;
import io.monthclose.export.MonthReport.InputRow;
import io.monthclose.export.MonthReport.InvariantRow;
import io.monthclose.export.MonthReport.LateRow;
import io.monthclose.export.MonthReport.MoneyTotals;
import io.monthclose.export.MonthReport.PackAccountRow;
import io.monthclose.export.MonthReport.PackTotals;
import io.monthclose.export.MonthReport.ParkedRow;
import io.monthclose.export.MonthReport.RejectRow;
import io.monthclose.export.MonthReport.SuspendedRow;
import io.monthclose.export.MonthReport.TierRow;
import io.monthclose.export.MonthReport.Totals;
import io.monthclose.export.MonthReport.UsageTotals;
import java.math.BigInteger;
import java.util.List;

/** Reports to render: a full month whose sums add up, and a month in which nothing happened. */
final class ExampleReport {
    private static final String BOOK_SHA = "9f2b7c41d0e86a35f1c94b7de2a0586337cc81fd40be6921a75d03e84f9b162c";

    private ExampleReport() {}

    static MonthReport full() {
        return new MonthReport(
                new Heading(
                        "2022-09",
                        "CNY",
                        "2022-10-02T10:00:00+08:00",
                        "2022-09",
                        BOOK_SHA,
                        true,
                        true,
                        false,
                        null,
                        null),
                totals(),
                apis(),
                tiers(),
                new PackTotals(37, calls(8_400_000), calls(5_133_250), calls(266_750), calls(3_000_000)),
                packAccounts(),
                freezes(),
                arrears(),
                suspended(),
                largestBills(),
                rejects(),
                List.of(new LateRow("2022-07", 11, calls(9_020)), new LateRow("2022-08", 113, calls(402_611))),
                inputs(),
                invariants(),
                List.of(parked("K-7731", "澜沧数据", "the calls of DetectProduct exceed 9223372036854775807")));
    }

    static MonthReport empty() {
        MoneyTotals money = new MoneyTotals("0", "0", "0.00", "0.00", "0.00", "0.00", "0.00", "0.00", 0, "0.00", 0);
        return new MonthReport(
                new Heading(
                        "2022-09",
                        "CNY",
                        "2022-10-02T10:00:00+08:00",
                        "2022-09",
                        BOOK_SHA,
                        false,
                        false,
                        true,
                        sha("6f"),
                        "0".repeat(64)),
                new Totals(new UsageTotals(0, 0, 0, 0, 0, 0), new CallTotals(ZERO, ZERO, ZERO, ZERO, ZERO), money),
                List.of(),
                List.of(),
                new PackTotals(0, ZERO, ZERO, ZERO, ZERO),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** The full month with one account's name, wherever accounts are named, and an API of the same name. */
    static MonthReport named(String name) {
        MonthReport full = full();
        return new MonthReport(
                full.heading(),
                full.totals(),
                List.of(api("DetectProduct", name, name, 6, 1, 2, 1, 2, "0.005")),
                List.of(new TierRow("DetectProduct", name, "2020-01-01", 0, "2.5", 1, calls(2), "0.005")),
                full.packs(),
                List.of(new PackAccountRow("A0001", name, 1, calls(1), ZERO, ZERO, calls(1))),
                full.freezes(),
                List.of(new ArrearsRow("A0001", name, "0.01", "-0.01")),
                List.of(new SuspendedRow("A0002", name, "0.01", "0.00")),
                List.of(new BillRow("A0001", name, calls(2), "0.01", "-0.01", "ARREARS")),
                full.rejects(),
                full.lateUsage(),
                List.of(new InputRow(name, 1, 1, BOOK_SHA)),
                full.invariants(),
                List.of(parked("A0003", name, name)));
    }

    private static Totals totals() {
        return new Totals(
                new UsageTotals(1_204_310, 1_198_402, 4_881, 1_027, 2_318, 1),
                new CallTotals(
                        calls(98_071_911), calls(310_400), calls(11_628_261), calls(5_133_250), calls(81_000_000)),
                new MoneyTotals(
                        "260405.0056",
                        "3.1244",
                        "260408.13",
                        "260408.13",
                        "301000.00",
                        "240118.37",
                        "284806.12",
                        "263401.05",
                        61,
                        "-18402.77",
                        53));
    }

    private static List<ApiRow> apis() {
        return List.of(
                api("DetectProduct", "商品识别", "图像理解", 42_020_911, 0, 4_210_661, 2_310_250, 35_500_000, "69512.5"),
                api("DetectProductBeta", "商品识别-微信识物版", "图像理解", 6_840_000, 0, 1_140_000, 700_000, 5_000_000, "16630"),
                api("RecognizeCar", "车辆识别", "图像理解", 18_400_000, 0, 2_300_000, 2_100_000, 14_000_000, "34012.5"),
                api("RecognizeCarPro", "车辆识别（增强版）", "图像理解", 1_100_000, 0, 177_000, 23_000, 900_000, "67500"),
                api("DetectEnvelope", "文件封识别", "图像理解", 2_301_000, 0, 301_000, 0, 2_000_000, "14000"),
                api("AssessQuality", "图像质量评估", "图像处理", 9_500_000, 0, 1_500_000, 0, 8_000_000, "21100"),
                api("CropImage", "智能裁剪", "图像处理", 15_400_000, 0, 1_900_000, 0, 13_500_000, "20850.0056"),
                api("EnhanceImage", "图像清晰度增强", "图像处理", 2_510_000, 310_400, 99_600, 0, 2_100_000, "16800"));
    }

    private static List<TierRow> tiers() {
        return List.of(
                tier("DetectProduct", "商品识别", 0, "2.5", 1_611, 9_300_000, "23250"),
                tier("DetectProduct", "商品识别", 1_000_000, "2.2", 5, 6_812_500, "14987.5"),
                tier("DetectProduct", "商品识别", 3_000_000, "2", 1, 4_387_500, "8775"),
                tier("DetectProduct", "商品识别", 15_000_000, "1.5", 1, 15_000_000, "22500"),
                tier("DetectProductBeta", "商品识别-微信识物版", 0, "3.5", 214, 2_100_000, "7350"),
                tier("DetectProductBeta", "商品识别-微信识物版", 1_000_000, "3.2", 2, 2_900_000, "9280"),
                tier("RecognizeCar", "车辆识别", 0, "3", 803, 4_010_000, "12030"),
                tier("RecognizeCar", "车辆识别", 1_000_000, "2.5", 3, 4_005_000, "10012.5"),
                tier("RecognizeCar", "车辆识别", 3_000_000, "2", 1, 5_985_000, "11970"),
                tier("RecognizeCarPro", "车辆识别（增强版）", 0, "75", 77, 900_000, "67500"),
                tier("DetectEnvelope", "文件封识别", 0, "7", 341, 2_000_000, "14000"),
                tier("AssessQuality", "图像质量评估", 0, "3", 402, 2_200_000, "6600"),
                tier("AssessQuality", "图像质量评估", 1_000_000, "2.5", 4, 5_800_000, "14500"),
                tier("CropImage", "智能裁剪", 0, "2", 512, 3_900_007, "7800.014"),
                tier("CropImage", "智能裁剪", 1_000_000, "1.5", 3, 5_100_000, "7650"),
                tier("CropImage", "智能裁剪", 3_000_000, "1.2", 1, 4_499_993, "5399.9916"),
                new TierRow("EnhanceImage", "图像清晰度增强", "2022-09-01", 0, "8", 88, calls(2_100_000), "16800"));
    }

    private static List<PackAccountRow> packAccounts() {
        return List.of(
                new PackAccountRow(
                        "C-2009", "北辰零售（上海）有限公司", 3, calls(3_000_001), calls(2_100_003), ZERO, calls(899_998)),
                new PackAccountRow(
                        "C-0113",
                        "Harbour & Sons <Logistics>",
                        1,
                        calls(500_000),
                        calls(233_250),
                        calls(266_749),
                        calls(1)));
    }

    private static List<FreezeRow> freezes() {
        return List.of(
                new FreezeRow("HELD", 1_904, "263401.05", "263401.05"),
                new FreezeRow("INSUFFICIENT", 108, "21405.07", "0.00"),
                new FreezeRow("NONE", 306, "0.00", "0.00"));
    }

    private static List<ArrearsRow> arrears() {
        return List.of(
                new ArrearsRow("C-1881", "川流影像", "9100.01", "-7402.55"),
                new ArrearsRow("C-0342", "Quill \"Q\" O'Neill Imaging", "4032.90", "-2114.08"),
                new ArrearsRow("C-2210", "Нева Логистика", "1288.41", "-640.11"));
    }

    private static List<SuspendedRow> suspended() {
        return List.of(
                new SuspendedRow("C-0777", "שלום תמונות", "5208.33", "4100.10"),
                new SuspendedRow("C-1450", "蓝鲸智能停车", "2662.00", "2661.99"));
    }

    private static List<BillRow> largestBills() {
        return List.of(
                new BillRow("C-2009", "北辰零售（上海）有限公司", calls(17_300_044), "22531.07", "48120.66", "ACTIVE"),
                new BillRow("C-1881", "川流影像", calls(3_641_002), "9100.02", "-7402.56", "ARREARS"),
                new BillRow("C-0777", "שלום תמונות", calls(2_104_500), "5103.70", "4100.11", "SUSPENDED"),
                new BillRow(
                        "C-0009",
                        "Old Mill Archive, closed during the month and with a rather long name",
                        calls(840_072),
                        "2079.98",
                        "611.40",
                        "CLOSED"));
    }

    private static List<RejectRow> rejects() {
        return List.of(
                new RejectRow("MALFORMED", 412),
                new RejectRow("INVALID_TIME", 27),
                new RejectRow("UNKNOWN_ACCOUNT", 391),
                new RejectRow("LATE", 124),
                new RejectRow("CONFLICT", 73));
    }

    private static List<InputRow> inputs() {
        return List.of(
                new InputRow("accounts.csv", 91_022, 2_319, sha("1a")),
                new InputRow("prepaid-packs.csv", 4_410, 38, sha("2b")),
                new InputRow("top-ups.csv", 30_774, 655, sha("3c")),
                new InputRow("usage-1.csv.gz", 20_551_209, 802_207, sha("4d")),
                new InputRow("usage-2.csv", 31_884_120, 402_105, sha("5e")));
    }

    private static List<InvariantRow> invariants() {
        return List.of(
                invariant(
                        1, "Lines read = accepted + duplicate + rejected; calls accepted = rated + parked", "2 files"),
                invariant(2, "Metered = beta + free + prepaid + billable", "6,204 lines"),
                invariant(3, "No paid call while a free pool or a pack has calls left", "2,320 pools, 36 packs"),
                invariant(4, "Opening − drawn − forfeited = closing, per pack", "35 packs"),
                invariant(5, "Σ lines + rounding = amount due, per bill", "2,317 bills"),
                invariant(6, "Every entry balances; balances are sums of postings", "trial balance 0.00"),
                invariant(7, "At most one active freeze; each released exactly once", ""));
    }

    /** The full month with these invariants. */
    static MonthReport checked(List<InvariantRow> invariants) {
        MonthReport full = full();
        return new MonthReport(
                full.heading(),
                full.totals(),
                full.apis(),
                full.tiers(),
                full.packs(),
                full.packAccounts(),
                full.freezes(),
                full.arrears(),
                full.suspended(),
                full.largestBills(),
                full.rejects(),
                full.lateUsage(),
                full.inputs(),
                invariants,
                full.parked());
    }

    private static InvariantRow invariant(int number, String statement, String detail) {
        return new InvariantRow(number, statement, true, detail);
    }

    private static ParkedRow parked(String id, String name, String reason) {
        return new ParkedRow(id, name, reason);
    }

    private static TierRow tier(
            String code, String name, long from, String price, long accounts, long billable, String amount) {
        return new TierRow(code, name, "2020-01-01", from, price, accounts, calls(billable), amount);
    }

    private static ApiRow api(
            String code,
            String name,
            String group,
            long metered,
            long beta,
            long free,
            long prepaid,
            long billable,
            String amount) {
        return new ApiRow(
                code, name, group, calls(metered), calls(beta), calls(free), calls(prepaid), calls(billable), amount);
    }

    private static String sha(String pair) {
        return pair.repeat(32);
    }

    private static BigInteger calls(long count) {
        return BigInteger.valueOf(count);
    }
}
