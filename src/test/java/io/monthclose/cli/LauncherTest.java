package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How the launcher makes and uses the start cache, with a Java that only says what it was asked for. {@code StartCacheIT} does it
 * with the real one.
 */
class LauncherTest {
    private static final String FROM_THE_JAR = "from the jar\n";
    private static final String FROM_THE_CACHE = "from the cache\n";
    private static final int ENDS = 3;

    @TempDir
    private Path folder = Path.of("");

    private Path java = Path.of("");
    private Installation installation;

    @BeforeEach
    void install() throws IOException {
        java = folder.resolve("java");
        fakeJava("");
        installation = new Installation(folder.resolve("installation"), java).with("MONTH_CLOSE_START_CACHE", "wait");
        Files.writeString(installation.jar(), "a jar");
    }

    @Test
    void the_cache_is_made_once_and_used_from_then_on_and_nothing_is_said_about_it() throws Exception {
        for (int launch = 0; launch < 3; launch++) {
            assertThat(installation.run("status")).isEqualTo(new TestProgram.Result(ENDS, FROM_THE_CACHE, ""));
        }

        assertThat(timesMade()).isEqualTo(1);
        assertThat(installation.run("--help").out()).isEqualTo("from the cache of help\n");
        assertThat(leftInStarts()).hasSize(1);
    }

    @Test
    void by_default_it_is_made_beside_the_first_command_which_runs_from_the_jar() throws Exception {
        installation.with("MONTH_CLOSE_START_CACHE", "");

        assertThat(installation.run("status")).isEqualTo(new TestProgram.Result(ENDS, FROM_THE_JAR, ""));
        for (int waits = 0; waits < 500 && !isMade(); waits++) {
            Thread.sleep(20);
        }

        assertThat(installation.run("status").out()).isEqualTo(FROM_THE_CACHE);
        assertThat(timesMade()).isEqualTo(1);
    }

    @Test
    void switched_off_it_is_neither_made_nor_used() throws Exception {
        installation.run("status");
        installation.with("MONTH_CLOSE_START_CACHE", "off");

        assertThat(installation.run("status").out()).isEqualTo(FROM_THE_JAR);

        assertThat(installation.with("MONTH_CLOSE_START_CACHE", "no").run("status"))
                .isEqualTo(new TestProgram.Result(
                        78, "", "month-close: MONTH_CLOSE_START_CACHE no is none of background, wait, off\n"));
    }

    @Test
    void a_newer_jar_another_java_and_a_damaged_cache_are_seen_and_it_is_made_again() throws Exception {
        installation.run("status");

        FileTime built = Files.getLastModifiedTime(installation.jar());
        Files.writeString(installation.jar(), "A jar");
        Files.setLastModifiedTime(installation.jar(), built);
        assertMadeAgain(2);

        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"25.0.9\"\n");
        assertMadeAgain(3);

        Files.writeString(installation.cached("book.aot"), "cut off");
        assertMadeAgain(4);

        Files.setLastModifiedTime(installation.cached("a.jar"), FileTime.from(Instant.EPOCH));
        assertMadeAgain(5);

        Files.delete(installation.cached("a.jar"));
        assertMadeAgain(6);
    }

    @Test
    void until_it_is_made_again_nothing_of_an_outdated_cache_is_used() throws Exception {
        installation.run("status");
        Files.writeString(installation.jar(), "a newer jar");
        fakeJava("exit 1");

        assertThat(installation.run("status").out()).isEqualTo(FROM_THE_JAR);
    }

    @Test
    void where_it_cannot_be_written_everything_runs_from_the_jar() throws Exception {
        Files.writeString(installation.starts(), "in the way");

        assertThat(installation.run("status")).isEqualTo(new TestProgram.Result(ENDS, FROM_THE_JAR, ""));
    }

    @Test
    void a_making_that_failed_or_was_killed_is_left_alone_for_an_hour_and_then_tried_again() throws Exception {
        fakeJava("exit 1");
        for (int launch = 0; launch < 2; launch++) {
            assertThat(installation.run("status")).isEqualTo(new TestProgram.Result(ENDS, FROM_THE_JAR, ""));
        }
        assertThat(timesMade()).isEqualTo(1);

        fakeJava("");
        Path making = leftInStarts().getFirst();
        assertThat(making.toString()).endsWith(".making");
        Files.setLastModifiedTime(making, FileTime.from(Instant.now().minusSeconds(3700)));
        assertThat(installation.run("status").out()).isEqualTo(FROM_THE_CACHE);
        assertThat(leftInStarts()).hasSize(1);
    }

    @Test
    void two_launches_at_the_same_moment_make_one_cache_and_both_run() throws Exception {
        Process one = installation.start("one", "status");
        Process two = installation.start("two", "status");

        assertThat(installation.ended("one", one).exitCode()).isEqualTo(ENDS);
        assertThat(installation.ended("two", two).exitCode()).isEqualTo(ENDS);
        assertThat(installation.run("status").out()).isEqualTo(FROM_THE_CACHE);
        assertThat(timesMade()).isEqualTo(1);
    }

    @Test
    void the_options_of_the_user_come_last_and_the_collector_is_theirs_when_they_name_one() throws Exception {
        installation.run("status");
        assertThat(Files.readString(folder.resolve("asked"))).contains("-XX:+UseSerialGC");
        installation.run("history", "--command", "verify");
        assertThat(Files.readString(folder.resolve("asked"))).contains("-XX:+UseSerialGC");
        installation.run("verify", "--month", "2022-09");
        assertThat(Files.readString(folder.resolve("asked")))
                .contains("-XX:+UseParallelGC")
                .doesNotContain("UseSerialGC");

        installation.with("MONTH_CLOSE_JAVA_OPTS", "-XX:+UseParallelGC -Xmx2g").run("status");
        assertThat(Files.readString(folder.resolve("asked")))
                .containsPattern("-Xmx\\d+m .*-Xmx2g ")
                .doesNotContain("UseSerialGC");

        installation
                .with("MONTH_CLOSE_JAVA_OPTS", "")
                .with("JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC")
                .run("verify", "--month", "2022-09");
        assertThat(Files.readString(folder.resolve("asked"))).doesNotContain("GC");
    }

    private void assertMadeAgain(int times) throws Exception {
        assertThat(installation.run("status").out()).isEqualTo(FROM_THE_CACHE);
        assertThat(timesMade()).isEqualTo(times);
    }

    private long timesMade() throws IOException {
        return Files.readAllLines(folder.resolve("made")).size();
    }

    private boolean isMade() throws IOException {
        return Files.exists(installation.starts())
                && leftInStarts().size() == 1
                && Files.exists(leftInStarts().getFirst().resolve("made-of"));
    }

    private List<Path> leftInStarts() throws IOException {
        try (var files = Files.list(installation.starts())) {
            return files.sorted().toList();
        }
    }

    /** A Java that notes when it unpacks, leaves files where it is told to, and otherwise says from where it was started. */
    private void fakeJava(String whenUnpacking) throws IOException {
        Files.createDirectories(java.resolve("bin"));
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        Path program = Files.writeString(java.resolve("bin/java"), """
            #!/usr/bin/env bash
            case "$*" in
                *" extract "*)
                    echo made >>"%1$s/made"
                    %2$s
                    mkdir -p app/lib
                    echo jar >app/month-close.jar
                    echo lib >app/lib/a.jar ;;
                *-XX:AOTCacheOutput=app/help.aot*) echo cache >app/help.aot ;;
                *-XX:AOTCacheOutput=app/book.aot*) echo cache >app/book.aot ;;
                *OldClassFiles*) ;;
                *)
                    echo "$*" >"%1$s/asked"
                    case "$*" in
                        *-XX:AOTCache=*/book.aot*) echo from the cache ;;
                        *-XX:AOTCache=*/help.aot*) echo from the cache of help ;;
                        *) echo from the jar ;;
                    esac
                    exit %3$s ;;
            esac
            """.formatted(folder, whenUnpacking, ENDS));
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }
}
