package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every exit code of the contract, reached on purpose. What each says is told by tests of their own. */
class EveryExitCodeTest {
    private static final List<Way> WAYS = List.of(
            new Way(0, "closed", SmallBook::close),
            new Way(0, "closed already", book -> {
                book.close();
                return book.close();
            }),
            new Way(1, "a table that is gone", book -> {
                book.run("status");
                book.execute("ALTER TABLE segment RENAME TO hidden");
                return book.close();
            }),
            new Way(3, "a record that is rejected", book -> {
                book.write(
                        "usage-2.csv",
                        "record_id,account_id,api,calls,occurred_at\nu,A0001,CropImage,x,2022-09-05T00:00Z\n");
                return book.close();
            }),
            new Way(64, "an unknown option", book -> book.close("--frobnicate")),
            new Way(65, "a header that is none", book -> {
                book.write("usage.csv", "something\n");
                return book.close();
            }),
            new Way(66, "an input folder without usage", book -> {
                Files.delete(book.input().resolve("usage.csv"));
                return book.close();
            }),
            new Way(69, "a database that cannot be opened", book -> {
                Files.createDirectories(book.folder().resolve("book.mv.db"));
                return book.close();
            }),
            new Way(70, "a bill that was changed", book -> {
                book.at("2022-10-09T00:00:00+08:00").close();
                book.tamper("UPDATE bill SET amount_due = amount_due + 1");
                return book.at(SmallBook.IN_THE_WINDOW).close();
            }),
            new Way(73, "an output that is a file", book -> {
                Files.createFile(book.output());
                return book.close();
            }),
            new Way(75, "a book that another process has open", EveryExitCodeTest::closeWhileHeld),
            new Way(
                    76,
                    "a month that is not over",
                    book -> book.at("2022-09-30T00:00:00+08:00").close()),
            new Way(
                    76,
                    "a settlement window that is over",
                    book -> book.at("2022-10-09T00:00:00+08:00").close()),
            new Way(
                    78,
                    "a setting that is wrong",
                    book -> book.with("month-close.slice-bytes", "0").close()),
            new Way(143, "a process that is asked to end", EveryExitCodeTest::terminated));

    @TempDir
    private Path folder = Path.of("");

    /** How an exit code is reached. */
    record Way(int code, String what, Trial trial) {
        @Override
        public String toString() {
            return code + ": " + what;
        }
    }

    /** Runs the program on a small book of September 2022, at a time inside the settlement window. */
    interface Trial {
        TestProgram.Result on(SmallBook book) throws IOException, InterruptedException;
    }

    @ParameterizedTest
    @FieldSource("WAYS")
    void is_reached(Way way) throws IOException, InterruptedException {
        TestProgram.Result result = way.trial.on(new SmallBook(folder));

        assertThat(result.exitCode()).as(result.err()).isEqualTo(way.code);
    }

    @Test
    void none_is_left_out() {
        assertThat(WAYS.stream().map(Way::code).distinct())
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of(0),
                                Arrays.stream(ProblemCode.values()).map(ProblemCode::exitCode))
                        .sorted()
                        .toList());
    }

    private static TestProgram.Result closeWhileHeld(SmallBook book) throws IOException, InterruptedException {
        Path elsewhere = Files.createDirectories(book.folder().resolve("holder"));
        Process holder = new ChildProgram(elsewhere).start(BookHolder.class, book.url());
        try {
            while (!Files.readString(elsewhere.resolve("child.out")).contains("held")) {
                Thread.sleep(20);
            }
            return book.close();
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    /** A close of many small chunks is asked to end when it has taken its usage. */
    private static TestProgram.Result terminated(SmallBook book) throws IOException, InterruptedException {
        TwoMonths input = new TwoMonths(book.folder().resolve("many"), 40);
        ChildProgram program = new ChildProgram(book.folder());
        TwoMonths.settings().forEach(program::with);
        Process process = program.start(input.close("2022-08", book.output()));
        while (process.isAlive() && !book.exists()) {
            Thread.sleep(10);
        }
        process.waitFor(300, TimeUnit.MILLISECONDS);
        process.destroy();
        return program.ended(process);
    }
}
