package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Called by the launcher in any locale and zone, the packaged program writes the same bytes, file names outside ASCII included. */
class OtherLocaleIT {
    private static final Path JAR = Path.of("target", "month-close.jar");

    @TempDir
    private Path folder = Path.of("");

    private Installation installation;
    private SmallBook book;

    @BeforeEach
    void install() throws Exception {
        installation = new Installation(folder.resolve("installation"), Path.of(System.getProperty("java.home")))
                .with("MONTH_CLOSE_START_CACHE", "off");
        Files.copy(JAR, installation.jar());
        book = new SmallBook(folder);
        book.write(
                "more.csv", "record_id,account_id,api,calls,occurred_at\nu9,A0001,DetectNothing,1,2022-09-05T00:00Z\n");
        // The JVM of the tests may not know how to write such a name.
        String rename = "mv \"$0/more.csv\" \"$0/usage-$(printf '\\303\\274').csv\"";
        assertThat(new ProcessBuilder("sh", "-c", rename, book.input().toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void in_every_locale_and_zone_the_documents_are_the_same() throws Exception {
        SortedMap<String, String> documents = documents("C", "");

        assertThat(Files.readString(folder.resolve("out-C/rejects.csv"))).contains("usage-\u00fc.csv");
        assertThat(documents("tr_TR.UTF-8", "-Duser.language=tr -Duser.country=TR -Duser.timezone=Pacific/Kiritimati"))
                .isEqualTo(documents);
        assertThat(documents(
                        "de_DE.ISO-8859-1", "-Duser.language=ar -Duser.country=SA -Duser.timezone=America/New_York"))
                .isEqualTo(documents);
    }

    private SortedMap<String, String> documents(String locale, String javaOptions)
            throws IOException, InterruptedException {
        Path output = folder.resolve("out-" + locale);
        TestProgram.Result closed = installation
                .with("LC_ALL", locale)
                .with("LANG", locale)
                .with("MONTH_CLOSE_JAVA_OPTS", javaOptions)
                .with("SPRING_DATASOURCE_URL", TestProgram.url(folder.resolve("book-" + locale)))
                .run(
                        "close",
                        "--month",
                        SmallBook.MONTH,
                        "--input",
                        book.input().toString(),
                        "--output",
                        output.toString(),
                        "--as-of",
                        SmallBook.IN_THE_WINDOW);
        assertThat(closed.exitCode()).as(closed.err()).isEqualTo(3);
        return SmallBook.documents(output);
    }
}
