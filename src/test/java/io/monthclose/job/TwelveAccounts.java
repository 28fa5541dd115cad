package io.monthclose.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * Two months of twelve accounts, A0001 to A0012, by the shipped prices: pools drawn up and not, packs that end, that last and
 * that nobody draws, a duplicate, a conflict and a faulty row, freezes held and not covered, arrears. In September every account up to A0009
 * releases its freeze of August.
 */
public final class TwelveAccounts {
    /** The first month. */
    public static final YearMonth AUGUST = YearMonth.of(2022, 8);
    /** The second month. */
    public static final YearMonth SEPTEMBER = YearMonth.of(2022, 9);

    static final Path PRICES = Path.of("jobs", "month-close", "price-book.yaml");
    private static final int ACCOUNTS = 12;

    private final Path folder;

    /** Writes the input folders into this one. */
    public TwelveAccounts(Path folder) {
        this.folder = folder;
        try {
            write(AUGUST);
            write(SEPTEMBER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes one of the months, on its last day of settlement. */
    public CloseOutcome close(TestBook book, YearMonth month, Path output, Progress progress) {
        Instant asOf = Instant.parse(month.plusMonths(1) + "-03T15:00:00Z");
        return book.close(month, folder.resolve(month.toString()), output, asOf, PRICES, progress);
    }

    /** Closes one of the months and gives its documents. */
    public SortedMap<String, String> documents(TestBook book, YearMonth month) {
        Path output = folder.resolve("out-" + month);
        close(book, month, output, Progress.NONE);
        return Documents.in(output);
    }

    private void write(YearMonth month) throws IOException {
        Path input = Files.createDirectories(folder.resolve(month.toString()));
        List<String> accounts = new ArrayList<>(List.of("account_id,name,opened_on,closed_on"));
        List<String> packs = new ArrayList<>(List.of("pack_id,account_id,apis,calls,valid_from,valid_until"));
        List<String> topUps = new ArrayList<>(List.of("top_up_id,account_id,amount,received_at"));
        List<String> usage = new ArrayList<>(List.of("record_id,account_id,api,calls,occurred_at"));
        for (int number = 1; number <= ACCOUNTS; number++) {
            String id = String.format(Locale.ROOT, "A%04d", number);
            accounts.add(id + ",Account " + number + ",2022-01-01,");
            packs.add("P" + number + "-lasts," + id + ",DetectProduct," + number * 3000
                    + ",2022-01-01T00:00:00+08:00,2023-01-01T00:00:00+08:00");
            packs.add("P" + number + "-ends," + id + ",RecognizeCar|RecognizeCarPro,5000"
                    + ",2022-01-01T00:00:00+08:00,2022-09-20T00:00:00+08:00");
            packs.add("P" + number + "-spare," + id + ",DetectEnvelope,100"
                    + ",2022-01-01T00:00:00+08:00,2024-01-01T00:00:00+08:00");
            topUps.add("T" + number + "-" + month + "," + id + "," + (number < 10 ? "900.00" : "10.5") + "," + month
                    + "-20T00:00:00Z");
            addUsage(usage, id, month, number);
        }
        usage.add("r1,A0003,DetectProduct,999," + month + "-05T00:00:00Z");
        usage.add("r1,A0004,DetectProduct,26000," + month + "-05T08:00:00+08:00");
        usage.add("r9,A0005,DetectNothing,1," + month + "-05T00:00:00Z");
        Files.write(input.resolve("accounts.csv"), accounts);
        Files.write(input.resolve("prepaid-packs.csv"), packs);
        Files.write(input.resolve("top-ups.csv"), topUps);
        Files.write(input.resolve("usage-1.csv"), usage.subList(0, usage.size() / 2));
        List<String> rest = new ArrayList<>(usage.subList(usage.size() / 2, usage.size()));
        rest.addFirst(usage.getFirst());
        Files.write(input.resolve("usage-2.csv"), rest);
    }

    private static void addUsage(List<String> usage, String id, YearMonth month, int number) {
        usage.add("r1," + id + ",DetectProduct," + (22_000 + number * 1000) + "," + month + "-05T00:00:00Z");
        usage.add("r2," + id + ",RecognizeCar," + number * 1500 + "," + month + "-06T00:00:00Z");
        usage.add("r3," + id + ",RecognizeCarPro," + number * 777 + "," + month + "-06T00:00:00Z");
        usage.add("r4," + id + ",CropImage," + number * 999 + "," + month + "-07T12:34:56.789Z");
        usage.add("r5," + id + ",EnhanceImage," + number * 100 + "," + month + "-08T00:00:00+08:00");
    }
}
