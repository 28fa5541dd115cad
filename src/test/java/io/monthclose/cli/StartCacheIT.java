package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, as the launcher starts it: from the jar and from the start cache it is the same program. */
class StartCacheIT {
    private static final Path JAR = Path.of("target", "month-close.jar");

    @TempDir
    private Path folder = Path.of("");

    private Installation installation;

    @BeforeEach
    void install() throws Exception {
        installation = new Installation(folder, Path.of(System.getProperty("java.home")));
        Files.copy(JAR, installation.jar());
    }

    @Test
    void from_the_jar_and_from_the_cache_it_says_and_writes_the_same() throws Exception {
        installation.with("MONTH_CLOSE_START_CACHE", "off");
        TestProgram.Result help = installation.run("--help");
        TestProgram.Result closed = close("jar");
        SortedMap<String, String> documents = SmallBook.documents(folder.resolve("out"));
        assertThat(documents).hasSizeGreaterThan(7);

        installation.with("MONTH_CLOSE_START_CACHE", "wait");

        assertThat(installation.run("--help")).isEqualTo(help);
        installation
                .with("MONTH_CLOSE_START_CACHE", "background")
                .with("MONTH_CLOSE_JAVA_OPTS", "-Xlog:class+load:file=" + folder.resolve("classes.log"));
        assertThat(withoutSeal(close("cache"))).isEqualTo(withoutSeal(closed));
        assertThat(SmallBook.documents(folder.resolve("out"))).isEqualTo(documents);
        assertThat(Files.readAllLines(folder.resolve("classes.log")))
                .filteredOn(line -> line.contains(" io.monthclose.") || line.contains(" picocli."))
                .as("classes that came from the cache")
                .filteredOn(line -> line.contains("shared objects file"))
                .hasSizeGreaterThan(300);
    }

    private TestProgram.Result close(String book) throws Exception {
        return installation
                .with("SPRING_DATASOURCE_URL", TestProgram.url(folder.resolve(book)))
                .run(
                        "close",
                        "--month",
                        "2022-08",
                        "--input",
                        "sample-data/first-month/2022-08",
                        "--output",
                        folder.resolve("out").toString(),
                        "--as-of",
                        "2022-09-02T10:00:00+08:00");
    }

    /** The seal is over the history, too, which has its times. */
    private static TestProgram.Result withoutSeal(TestProgram.Result closed) {
        assertThat(closed.out()).containsPattern("\n  seal +[0-9a-f]{64}\n");
        return new TestProgram.Result(
                closed.exitCode(), closed.out().replaceFirst("\n  seal +[0-9a-f]{64}\n", "\n"), closed.err());
    }
}
