package io.monthclose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The poisoned inputs under {@code src/test/resources/io/monthclose/poison}, and what the contract says becomes of each line of
 * them: {@code verdicts.csv}, worked out by hand. A usage file has ids of its own, so that all may lie in one month.
 */
public final class PoisonCorpus {
    /** Where the files are. */
    public static final Path FOLDER = Path.of("src/test/resources/io/monthclose/poison");

    private static final String ACCEPTED = "ACCEPTED";

    private PoisonCorpus() {}

    /**
     * One file.
     *
     * @param path below the corpus' folder
     * @param lines the verdict of each line behind the header: ACCEPTED, DUPLICATE, or the reason of its reject
     * @param exitCode of a close with a file that is refused whole; 0 of one that is taken
     */
    public record Poisoned(String path, SortedMap<Long, String> lines, int exitCode) {
        /** Where it is. */
        public Path file() {
            return FOLDER.resolve(path);
        }

        /** Whether it is taken, with or without rejects. */
        public boolean isTaken() {
            return exitCode == 0;
        }

        /** The name of a usage file in an input folder; a master file has its folder's name. */
        public String inputName() {
            return path.startsWith("usage/")
                    ? path.replace('/', '-')
                    : path.substring("masters/".length(), path.lastIndexOf('/')) + ".csv";
        }

        /** The lines with that verdict. */
        public long count(String verdict) {
            return lines.values().stream().filter(verdict::equals).count();
        }

        @Override
        public String toString() {
            return path;
        }
    }

    /** The usage files. */
    public static List<Poisoned> usage() {
        return all().stream().filter(file -> file.path().startsWith("usage/")).toList();
    }

    /** The master files. */
    public static List<Poisoned> masters() {
        return all().stream().filter(file -> file.path().startsWith("masters/")).toList();
    }

    /** Writes the three accounts that the usage files know: the second is open from the 10th until the 19th of September 2022. */
    public static void writeAccounts(Path folder) throws IOException {
        Files.writeString(folder.resolve("accounts.csv"), """
            account_id,name,opened_on,closed_on
            A0001,One,2022-01-01,
            A0002,Two,2022-09-10,2022-09-20
            B-3,Three,2022-01-01,
            """);
    }

    private static List<Poisoned> all() {
        Map<String, SortedMap<Long, String>> lines = new LinkedHashMap<>();
        Map<String, Integer> exitCodes = new LinkedHashMap<>();
        for (String row : verdicts()) {
            String[] fields = row.split(",", -1);
            SortedMap<Long, String> ofFile = lines.computeIfAbsent(fields[0], _ -> new TreeMap<>());
            if (!fields[1].isEmpty()) {
                ofFile.put(Long.valueOf(fields[1]), fields[2]);
            } else if (!fields[2].equals(ACCEPTED)) {
                exitCodes.put(fields[0], Integer.valueOf(fields[2]));
            }
        }
        List<Poisoned> all = new ArrayList<>();
        lines.forEach((path, verdicts) -> all.add(new Poisoned(path, verdicts, exitCodes.getOrDefault(path, 0))));
        return all;
    }

    private static List<String> verdicts() {
        try {
            List<String> rows = Files.readAllLines(FOLDER.resolve("verdicts.csv"));
            return rows.subList(1, rows.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
