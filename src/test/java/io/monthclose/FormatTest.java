package io.monthclose;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every source file looks as palantir-java-format writes it: 4 spaces, 120 columns, imports in order and used. What differs is
 * listed, and put right by
 *
 * <pre>mvn test -Dtest=FormatTest -Dmonthclose.format=apply</pre>
 */
class FormatTest {
    private static final boolean APPLY =
            System.getProperty("monthclose.format", "check").equals("apply");

    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    @Test
    void every_source_file_is_formatted() throws IOException, FormatterException {
        List<String> differing = new ArrayList<>();
        for (Path file : sources()) {
            String found = Files.readString(file);
            String formatted = formatter.formatSourceAndFixImports(found);
            if (!formatted.equals(found) && APPLY) {
                Files.writeString(file, formatted);
            } else if (!formatted.equals(found)) {
                differing.add(file.toString());
            }
        }
        assertThat(differing)
                .as("files to put right with mvn test -Dtest=FormatTest -Dmonthclose.format=apply")
                .isEmpty();
    }

    @Test
    void a_file_that_is_not_formatted_would_be_seen() throws FormatterException {
        String source = """
            package example;

            import java.util.Set;
            import java.util.List;

            class Example {
              List<String> names;
            }
            """;

        assertThat(formatter.formatSourceAndFixImports(source)).isEqualTo("""
            package example;

            import java.util.List;

            class Example {
                List<String> names;
            }
            """);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            assertThat(sources).hasSizeGreaterThan(100);
            return sources;
        }
    }
}
