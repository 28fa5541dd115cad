package io.monthclose.job;

import io.monthclose.reference.Catalogue;
import io.monthclose.reference.Catalogue.Api;
import io.monthclose.reference.Catalogue.Tier;
import io.monthclose.reference.Catalogue.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Two months of seven accounts, two of which are parked in September by the first price book: A2, whose call of {@code New} has no
 * price in force, when it is rated, and A5, whose balance exceeds 64 bits of cents, when it is settled. By the mended price
 * book all are settled, and the others come out the same. A2 has an active freeze of August, a pack, a top-up, a duplicate
 * and a conflict.
 */
public final class PoisonedMonths {
    /** The month in which all is well. */
    public static final YearMonth AUGUST = YearMonth.of(2022, 8);
    /** The month in which two accounts are parked. */
    public static final YearMonth SEPTEMBER = YearMonth.of(2022, 9);

    /** What the September close says of the parked accounts. */
    public static final List<String> PARKED = List.of(
            "A2: no price of New is in force at 2022-09-14T23:59:59+08:00",
            "A5: the balance of A5 exceeds ±92233720368547758.07");

    private static final int ACCOUNTS = 7;

    /** At 1,000,000 a call, 92 thousand million calls are about the most that cents in 64 bits can hold. */
    private static final BigDecimal DEAR = new BigDecimal("1000000000");

    private static final Version DEAR_IN_AUGUST = version("v1", "2020-01-01T00:00:00+08:00", DEAR);

    private final Path folder;

    /** Writes the input folders and the price books into this folder. */
    public PoisonedMonths(Path folder) {
        this.folder = folder;
        try {
            write(AUGUST, "");
            write(SEPTEMBER, """
                x1,A2,New,7,2022-09-14T15:59:59Z
                x2,A2,CropImage,15000,2022-09-20T00:00:00Z
                x2,A2,CropImage,15000,2022-09-20T08:00:00+08:00
                x2,A2,CropImage,16000,2022-09-20T00:00:00Z
                """);
            write("price-book", prices("2022-09-15T00:00:00+08:00", List.of(DEAR_IN_AUGUST)));
            write("mended", prices("2022-09-14T00:00:00+08:00", mended()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Version> mended() {
        return List.of(DEAR_IN_AUGUST, version("v2", "2022-09-01T00:00:00+08:00", new BigDecimal("0.00001")));
    }

    /** The price book that parks two accounts. */
    public Path prices() {
        return folder.resolve("price-book.yaml");
    }

    /** The price book that settles all. */
    public Path mendedPrices() {
        return folder.resolve("mended.yaml");
    }

    /** A price book like the mended one with something else in it. */
    public Path mendedPrices(String part, String instead) throws IOException {
        String mended = Files.readString(mendedPrices());
        if (!mended.contains(part)) {
            throw new IllegalArgumentException("the mended price book has no " + part);
        }
        return Files.writeString(folder.resolve("other.yaml"), mended.replace(part, instead));
    }

    /** The input folder of a month. */
    public Path input(YearMonth month) {
        return folder.resolve(month.toString());
    }

    /** The settlement instant of a month, an hour after its end. */
    public static Instant asOf(YearMonth month) {
        return OffsetDateTime.parse(month.plusMonths(1) + "-01T01:00:00+08:00").toInstant();
    }

    private static Catalogue prices(String newFrom, List<Version> dear) {
        Catalogue shipped = Catalogue.shipped();
        SortedMap<String, Api> apis = new TreeMap<>(shipped.apis());
        apis.put("Dear", new Api("Dear", "Dear", "processing", null, dear));
        apis.put("New", new Api("New", "New", "processing", null, List.of(version("v1", newFrom, BigDecimal.TEN))));
        return new Catalogue(
                shipped.version(),
                shipped.currency(),
                shipped.zone(),
                shipped.settlementWindowDays(),
                shipped.switches(),
                shipped.groups(),
                shipped.freePools(),
                apis);
    }

    private static Version version(String name, String from, BigDecimal price) {
        return new Version(
                name, OffsetDateTime.parse(from).toInstant(), false, List.of(new Tier(BigInteger.ZERO, price)));
    }

    private void write(String name, Catalogue prices) throws IOException {
        Files.writeString(folder.resolve(name + ".yaml"), prices.toYaml());
    }

    private void write(YearMonth month, String more) throws IOException {
        Path input = Files.createDirectories(input(month));
        List<String> accounts = new ArrayList<>(List.of("account_id,name,opened_on,closed_on"));
        List<String> packs = new ArrayList<>(List.of("pack_id,account_id,apis,calls,valid_from,valid_until"));
        List<String> topUps = new ArrayList<>(List.of("top_up_id,account_id,amount,received_at"));
        List<String> usage = new ArrayList<>(List.of("record_id,account_id,api,calls,occurred_at"));
        for (int number = 1; number <= ACCOUNTS; number++) {
            String id = "A" + number;
            accounts.add(id + ",Account " + number + ",2022-01-01,");
            packs.add("P" + number + "," + id + ",DetectProduct,30000,2022-01-01T00:00:00Z,2023-01-01T00:00:00Z");
            topUps.add("T" + number + "-" + month + "," + id + ",500.00," + month + "-05T00:00:00Z");
            usage.add("s1," + id + ",DetectProduct," + (20_000 + 1_000 * number) + "," + month + "-03T00:00:00Z");
            usage.add("s2," + id + ",RecognizeCar," + 5_000 * number + "," + month + "-04T00:00:00Z");
        }
        usage.add("s3,A5,Dear,50000000000," + month + "-10T00:00:00Z");
        usage.add("s4,A6,DetectNothing,1," + month + "-10T00:00:00Z");
        usage.addAll(more.lines().toList());
        Files.write(input.resolve("accounts.csv"), accounts);
        Files.write(input.resolve("prepaid-packs.csv"), packs);
        Files.write(input.resolve("top-ups.csv"), topUps);
        Files.write(input.resolve("usage.csv"), usage);
    }
}
