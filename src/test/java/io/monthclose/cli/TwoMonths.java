package io.monthclose.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Two months of five accounts, or of so many times five, small enough to be closed hundreds of times: packs that end and that last, top-ups, a freeze that
 * is held, one that is not covered, arrears, an account that closes and one that opens in the second month, a duplicate, a
 * conflict and faulty rows, in several slices, buckets and chunks.
 */
final class TwoMonths {
    static final List<String> MONTHS = List.of("2022-08", "2022-09");

    private static final Pattern KEY = Pattern.compile("\\b([APT][0-9])\\b");

    private final Path input;
    private final int times;

    /**
     * Writes the input folders into this one.
     *
     * @param times how often there are these five accounts, under other names
     */
    TwoMonths(Path input, int times) throws IOException {
        this.input = input;
        this.times = times;
        write("2022-08", "accounts.csv", """
            account_id,name,opened_on,closed_on
            A1,One,2022-01-01,
            A2,Two,2022-01-01,
            A3,Three,2022-01-01,
            A4,Four,2022-01-01,
            """);
        write("2022-08", "prepaid-packs.csv", """
            pack_id,account_id,apis,calls,valid_from,valid_until
            P1,A1,DetectProduct,3000,2022-01-01T00:00:00+08:00,2023-01-01T00:00:00+08:00
            P2,A1,RecognizeCar|RecognizeCarPro,5000,2022-01-01T00:00:00+08:00,2022-09-20T00:00:00+08:00
            P3,A4,DetectProduct,70000,2022-08-01T00:00:00+08:00,2023-01-01T00:00:00+08:00
            """);
        write("2022-08", "top-ups.csv", """
            top_up_id,account_id,amount,received_at
            T1,A1,6000.00,2022-08-20T00:00:00Z
            T2,A2,80.50,2022-08-20T00:00:00Z
            T4,A4,900.00,2022-08-21T00:00:00Z
            """);
        usage("2022-08");
        write("2022-09", "accounts.csv", """
            account_id,name,opened_on,closed_on
            A4,Four,2022-01-01,2022-09-20
            A5,Five,2022-09-01,
            """);
        write("2022-09", "prepaid-packs.csv", """
            pack_id,account_id,apis,calls,valid_from,valid_until
            P5,A5,DetectProduct,2000,2022-09-01T00:00:00+08:00,2022-10-01T00:00:00+08:00
            """);
        write("2022-09", "top-ups.csv", """
            top_up_id,account_id,amount,received_at
            T5,A1,10.00,2022-09-20T00:00:00Z
            T6,A1,20.00,2022-09-20T00:00:00Z
            T7,A5,5000.00,2022-09-20T00:00:00Z
            """);
        usage("2022-09");
    }

    /** The same command for every close of a month. */
    String[] close(String month, Path output, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "close",
                "--month",
                month,
                "--input",
                input.resolve(month).toString(),
                "--output",
                output.resolve(month).toString(),
                "--as-of",
                YearMonth.parse(month).plusMonths(1) + "-02T10:00:00+08:00",
                "--quiet"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    /** How the work is cut: so that there is more than one of everything. */
    static Map<String, String> settings() {
        return Map.of(
                "month-close.slice-bytes",
                "300",
                "month-close.accounts-per-chunk",
                "2",
                "month-close.buckets",
                "2",
                "month-close.lease",
                "1s");
    }

    /** The documents of both months, those that were written, by their path. */
    static SortedMap<String, String> documents(Path output) {
        SortedMap<String, String> documents = new TreeMap<>();
        for (String month : MONTHS) {
            if (Files.isDirectory(output.resolve(month))) {
                SmallBook.documents(output.resolve(month))
                        .forEach((name, hash) -> documents.put(month + "/" + name, hash));
            }
        }
        return documents;
    }

    private void usage(String month) throws IOException {
        String header = "record_id,account_id,api,calls,occurred_at\n";
        write(month, "usage-1.csv", header + """
            r1,A1,DetectProduct,1210000,MONTH-05T00:00:00Z
            r2,A1,RecognizeCar,8000,MONTH-06T00:00:00Z
            r3,A1,RecognizeCarPro,8000,MONTH-07T00:00:00Z
            r1,A2,DetectProduct,60000,MONTH-05T00:00:00Z
            r2,A2,CropImage,11000,MONTH-07T12:34:56.789Z
            r1,A3,DetectEnvelope,9000,MONTH-08T00:00:00Z
            r1,A4,DetectProduct,50000,MONTH-09T00:00:00+08:00
            """.replace("MONTH", month));
        write(month, "usage-2.csv", header + """
            r1,A1,DetectProduct,1210000,MONTH-05T08:00:00+08:00
            r1,A3,DetectEnvelope,9001,MONTH-08T00:00:00Z
            r2,A3,EnhanceImage,4000,MONTH-09T00:00:00Z
            r3,A3,DetectNothing,1,MONTH-09T00:00:00Z
            r1,A5,DetectProduct,14000,MONTH-10T00:00:00Z
            r9,A1,DetectProduct,7,2022-07-01T00:00:00Z
            """.replace("MONTH", month));
    }

    /** Every row as often as there are these accounts, and the header once. */
    private void write(String month, String name, String text) throws IOException {
        List<String> rows = text.lines().toList();
        List<String> written = new ArrayList<>(List.of(rows.getFirst()));
        for (int time = 1; time <= times; time++) {
            for (String row : rows.subList(1, rows.size())) {
                written.add(KEY.matcher(row).replaceAll("$1-" + time));
            }
        }
        Files.write(Files.createDirectories(input.resolve(month)).resolve(name), written);
    }
}
