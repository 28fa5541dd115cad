package io.monthclose.bench;

import io.monthclose.bench.input.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the bench is to do, from system properties.
 *
 * @param workloads the months, in the order of their sizes
 * @param against the others, each with the most rows it is given
 * @param pairs how often each runs
 * @param bookOnH2 whether the program's book is an H2 file instead of PostgreSQL
 * @param project the project's folder
 */
record BenchOptions(List<Workload> workloads, Map<Contender, Long> against, int pairs, boolean bookOnH2, Path project) {
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final int ROWS_AN_ACCOUNT = 100;
    private static final int ACCOUNTS_OF_A_SMALL_MONTH = 200;

    static BenchOptions fromProperties() {
        return new BenchOptions(
                workloadsAsked(),
                opponents(text("bench.against", "duckdb,postgres,classic,h2")),
                Integer.parseInt(text("bench.pairs", "3")),
                text("bench.book", "postgres").equals("h2"),
                Path.of("").toAbsolutePath());
    }

    Path folder() {
        return project.resolve("target/bench");
    }

    Path priceBook() {
        return project.resolve("jobs/month-close/price-book.yaml");
    }

    Path launcher() {
        return project.resolve("jobs/month-close/month-close");
    }

    /** What runs on a month of that size, the program first. */
    List<Contender> contenders(Workload workload) {
        List<Contender> contenders = new ArrayList<>(List.of(Contender.CLOSE));
        against.forEach((contender, mostRows) -> {
            if (workload.rows() <= mostRows) {
                contenders.add(contender);
            }
        });
        return contenders;
    }

    private static List<Workload> workloadsAsked() {
        List<Long> rows = numbers(text("bench.rows", "200000"));
        long seed = Long.parseLong(text("bench.seed", "1"));
        List<Workload> workloads = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            int accounts =
                    number("bench.accounts", i, Math.max(ACCOUNTS_OF_A_SMALL_MONTH, rows.get(i) / ROWS_AN_ACCOUNT));
            int packs = number("bench.packs", i, accounts * 6L / 10);
            workloads.add(new Workload(rows.get(i), accounts, packs, number("bench.top-ups", i, accounts), seed));
        }
        return workloads;
    }

    /** A list has a number for each size; a single number holds for all; without one, it follows from the size. */
    private static int number(String name, int index, long otherwise) {
        List<Long> given = numbers(text(name, ""));
        if (given.isEmpty()) {
            return Math.toIntExact(otherwise);
        }
        return Math.toIntExact(given.size() == 1 ? given.getFirst() : given.get(index));
    }

    /** Names, each perhaps with the most rows it is given: {@code duckdb,classic:1000000}. */
    private static Map<Contender, Long> opponents(String text) {
        Map<Contender, Long> against = new EnumMap<>(Contender.class);
        COMMA.splitAsStream(text).filter(part -> !part.isBlank()).forEach(part -> {
            int colon = part.indexOf(':');
            String name = colon < 0 ? part : part.substring(0, colon);
            against.put(Contender.named(name), colon < 0 ? Long.MAX_VALUE : Long.parseLong(part.substring(colon + 1)));
        });
        against.remove(Contender.CLOSE);
        return against;
    }

    private static List<Long> numbers(String text) {
        return COMMA.splitAsStream(text)
                .filter(part -> !part.isBlank())
                .map(Long::valueOf)
                .toList();
    }

    private static String text(String name, String otherwise) {
        String given = System.getProperty(name, "");
        return given.isBlank() ? otherwise : given;
    }
}
