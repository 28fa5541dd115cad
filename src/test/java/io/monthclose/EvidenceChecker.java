package io.monthclose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** {@code CheckEvidence.java}, compiled as a JDK 17 would, and run in this process. */
public final class EvidenceChecker {
    /** Where it lies. */
    public static final Path SOURCE = Path.of("jobs", "month-close", "CheckEvidence.java");

    private static final Method RUN = compiled();

    private EvidenceChecker() {}

    /** How a check ended and what it said. */
    public record Verdict(int exitCode, String out) {}

    /** Runs it. */
    public static Verdict run(Path file, String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = file.toString();
        System.arraycopy(options, 0, arguments, 1, options.length);
        return run(arguments);
    }

    /** Runs it with these arguments. */
    public static Verdict run(String[] arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Object code = RUN.invoke(null, arguments, new PrintStream(out, true, StandardCharsets.UTF_8));
            return new Verdict((Integer) code, out.toString(StandardCharsets.UTF_8));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(out.toString(StandardCharsets.UTF_8), e);
        }
    }

    /** Runs it in a process of its own, with an option for Java. */
    public static Verdict inAProcess(String javaOption, Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        javaOption,
                        SOURCE.toString(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Verdict(process.waitFor(), out);
    }

    /** Runs it on a file that must be found to belong to a root. */
    public static void assertProven(Path file, String root) {
        Verdict verdict = run(file, "--root", root);
        assertThat(verdict.exitCode()).as(verdict.out()).isZero();
    }

    private static Method compiled() {
        try {
            Path classes = Files.createTempDirectory("check-evidence-");
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
                boolean well = compiler.getTask(
                                null,
                                files,
                                null,
                                List.of(
                                        "--release",
                                        "17",
                                        "-Xlint:all",
                                        "-Werror",
                                        "-proc:none",
                                        "-d",
                                        classes.toString()),
                                null,
                                files.getJavaFileObjects(SOURCE))
                        .call();
                assertThat(well).as("it compiles for 17 without a warning").isTrue();
            }
            // Open as long as the tests run.
            @SuppressWarnings("resource")
            URLClassLoader loader =
                    new URLClassLoader(new URL[] {classes.toUri().toURL()}, null);
            return loader.loadClass("CheckEvidence").getMethod("run", String[].class, PrintStream.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
