package io.monthclose.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.monthclose.PoisonCorpus;
import io.monthclose.PoisonCorpus.Poisoned;
import io.monthclose.PoisonedLines;
import io.monthclose.problem.ProblemException;
import io.monthclose.usage.Deduplicated;
import io.monthclose.usage.Deduplication;
import io.monthclose.usage.RowCheck;
import io.monthclose.usage.UsageRecord;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every line of a poisoned usage file has its verdict, whichever reader takes the rows and wherever the file is cut. */
class PoisonedUsageTest {
    /** A line of 1 MiB is held as bytes, characters and text, and once more as a reject. */
    private static final long MOST_ALLOCATED_BYTES = 32L << 20;

    private static final Buckets BUCKETS = new Buckets(3);
    private static final RowCheck CHECK = IntakeExample.check();

    @TempDir
    private Path folder = Path.of("");

    static List<Poisoned> taken() {
        return PoisonCorpus.usage().stream().filter(Poisoned::isTaken).toList();
    }

    static List<Poisoned> refused() {
        return PoisonCorpus.usage().stream().filter(file -> !file.isTaken()).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("taken")
    void each_line_has_its_verdict(Poisoned poisoned) {
        try (UsageFile file = new UsageFile(poisoned.file())) {
            for (long sliceBytes : List.of(1L, 64L, Long.MAX_VALUE)) {
                PlannedFile plan = file.plan(0, 0, sliceBytes);
                for (PlainMonth month : List.of(PlainMonth.of(CHECK, BUCKETS), PlainMonth.none(CHECK, BUCKETS))) {
                    assertThat(verdicts(file, plan, month))
                            .as("slices of %d", sliceBytes)
                            .isEqualTo(poisoned.lines());
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void a_file_that_is_no_usage_file_is_refused_whole_and_in_one_line(Poisoned poisoned) {
        try (UsageFile file = new UsageFile(poisoned.file())) {
            ProblemException refused =
                    catchThrowableOfType(ProblemException.class, () -> file.plan(0, 0, Long.MAX_VALUE));

            assertThat(refused.code().exitCode()).isEqualTo(poisoned.exitCode());
            assertThat(refused.getMessage()).startsWith(file.name()).doesNotContainPattern("\\R|\\p{Cc}|\\p{Cf}");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("taken")
    void whatever_holds_of_any_bytes_holds_of_these(Poisoned poisoned) throws IOException {
        AnyUsageFile.fuzzerTestOneInput(Files.readAllBytes(poisoned.file()));
    }

    static List<PoisonedLines.Line> long_lines() {
        return PoisonedLines.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("long_lines")
    void a_long_line_has_its_verdict_soon_and_takes_little_memory(PoisonedLines.Line line) throws IOException {
        Path path = Files.write(folder.resolve(line.name() + ".csv"), line.file());
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (UsageFile file = new UsageFile(path)) {
            PlannedFile plan = file.plan(0, 0, Long.MAX_VALUE);
            long start = System.nanoTime();
            long before = thread.getCurrentThreadAllocatedBytes();
            SortedMap<Long, String> read = verdicts(file, plan, PlainMonth.of(CHECK, BUCKETS));
            long allocated = thread.getCurrentThreadAllocatedBytes() - before;

            assertThat(read).isEqualTo(Map.of(2L, "ACCEPTED", 3L, line.verdict(), 4L, "ACCEPTED"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(allocated).as("bytes allocated").isLessThan(MOST_ALLOCATED_BYTES);
            assertThat(verdicts(file, file.plan(0, 0, 1), PlainMonth.none(CHECK, BUCKETS)))
                    .isEqualTo(read);
        }
    }

    @Test
    void every_file_has_a_verdict_and_there_are_many() throws IOException {
        try (Stream<Path> files = Files.walk(PoisonCorpus.FOLDER)) {
            long found = files.filter(Files::isRegularFile).count();
            assertThat(PoisonCorpus.usage().size() + PoisonCorpus.masters().size() + 1L)
                    .isEqualTo(found)
                    .isGreaterThan(500);
        }
        assertThat(PoisonCorpus.usage()).extracting(Poisoned::inputName).doesNotHaveDuplicates();
    }

    private static SortedMap<Long, String> verdicts(UsageFile file, PlannedFile plan, PlainMonth month) {
        SortedMap<Long, String> verdicts = new TreeMap<>();
        List<Segment> segments = plan.slices().stream()
                .map(slice -> new SliceReader(CHECK, BUCKETS, month).read(file, plan.header(), slice))
                .peek(taken -> taken.rejects()
                        .forEach(reject -> verdicts.put(
                                reject.origin().line(), reject.reason().name())))
                .flatMap(taken -> taken.segments().stream())
                .toList();
        IntakeExample.rows(segments).stream()
                .collect(Collectors.groupingBy(
                        KeptRow::account, Collectors.mapping(KeptRow::record, Collectors.toList())))
                .values()
                .forEach(records -> {
                    Deduplicated told = Deduplication.of(records);
                    told.accepted().forEach(record -> put(verdicts, record, "ACCEPTED"));
                    told.duplicates().forEach(record -> put(verdicts, record, "DUPLICATE"));
                    told.conflicts().forEach(conflict -> put(verdicts, conflict.rejected(), "CONFLICT"));
                });
        return verdicts;
    }

    private static void put(SortedMap<Long, String> verdicts, UsageRecord record, String verdict) {
        assertThat(verdicts.put(record.origin().line(), verdict)).isNull();
    }
}
