package io.monthclose.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Previews and closes a small month in a book of its own and asks for the rest, while Java takes down what it needs for that: the start
 * cache. It says nothing, and ends 0 when the cache is worth keeping.
 */
final class Rehearsal {
    private static final int CLOSED_WITH_REJECTS = 3;

    private static final Map<String, String> INPUT =
            Map.of("accounts.csv", """
                account_id,name,opened_on,closed_on
                A1,Blue,2022-01-01,
                A2,Green,2022-01-01,
                """, "prepaid-packs.csv", """
                pack_id,account_id,apis,calls,valid_from,valid_until
                K1,A1,DetectProduct,1000,2022-06-01T00:00:00+08:00,2022-12-01T00:00:00+08:00
                """, "top-ups.csv", """
                top_up_id,account_id,amount,received_at
                T1,A1,6000.00,2022-09-01T09:00:00+08:00
                """, "usage.csv", """
                record_id,account_id,api,calls,occurred_at
                u1,A1,DetectProduct,410000,2022-09-05T10:15:00+08:00
                u1,A1,DetectProduct,410000,2022-09-05T10:15:00+08:00
                u2,A1,RecognizeCar,800000,2022-09-16T14:30:00.5Z
                "u3",A2,CropImage,20000,2022-09-27T20:45:00+08:00
                u4,A2,NoSuchApi,1,2022-09-27T20:45:00+08:00
                """);

    private final MonthClose.Surroundings surroundings;

    private Rehearsal(MonthClose.Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Rehearses in the folder that is named first, with the price book of the installation that is named second. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        System.exit(new Rehearsal(new MonthClose.Surroundings(
                        nowhere,
                        nowhere,
                        false,
                        Path.of(arguments[1]),
                        Clock.systemUTC(),
                        Map.of("spring.datasource.url", "jdbc:h2:file:" + folder.resolve("book") + ";WRITE_DELAY=0"),
                        new Termination()))
                .in(folder));
    }

    private int in(Path folder) throws IOException {
        Path input = Files.createDirectories(folder.resolve("in"));
        for (Map.Entry<String, String> file : INPUT.entrySet()) {
            Files.writeString(input.resolve(file.getKey()), file.getValue());
        }
        int previewed = run(month("preview", input, folder));
        int closed = run(month("close", input, folder));
        boolean answered = Stream.of(
                        List.of("--help"),
                        List.of("close", "--help"),
                        List.of("status"),
                        List.of("explain", "--month", "2022-09", "--account", "A1"),
                        List.of("history", "--log-format", "json"))
                .allMatch(command -> run(command.toArray(String[]::new)) == 0);
        return answered && previewed == closed && (closed == 0 || closed == CLOSED_WITH_REJECTS) ? 0 : 1;
    }

    private static String[] month(String command, Path input, Path folder) {
        return new String[] {
            command,
            "--month",
            "2022-09",
            "--input",
            input.toString(),
            "--output",
            folder.resolve(command).toString(),
            "--as-of",
            "2022-10-02T10:00:00+08:00"
        };
    }

    private int run(String... command) {
        return MonthClose.run(surroundings, command);
    }
}
