package io.monthclose.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;

/**
 * How Java is started for the program in a process of its own: from the class path of the tests, with what Java keeps of its
 * classes, so that a child starts in half the time, as the launcher's does. It is made when the first child is started, and
 * removed with the tests.
 */
final class ChildStart {
    private static final long LONGEST_SECONDS = 180;
    private static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dh2.objectCache=false",
            // The jar's manifest says so, too.
            "--enable-native-access=ALL-UNNAMED");

    private ChildStart() {}

    /** Java and its options, before those of the program. */
    static List<String> java() {
        List<String> java = new ArrayList<>(JAVA);
        java.addAll(Kept.OPTIONS);
        return java;
    }

    /** Made once. */
    private static final class Kept {
        private static final List<String> OPTIONS = make();

        private static List<String> make() {
            try {
                Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "child-start-");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
                Path cache = folder.resolve("classes.aot");
                String classPath = classPath(folder);
                List<String> rehearsal = new ArrayList<>(JAVA);
                rehearsal.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-cp", classPath, Rehearsal.class.getName()));
                rehearsal.addAll(List.of(folder.resolve("rehearsal").toString(), TestProgram.HOME.toString()));
                Path said = folder.resolve("said");
                Process process = new ProcessBuilder(rehearsal)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
                boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
                process.destroyForcibly();
                if (!ended || process.exitValue() != 0 || !Files.exists(cache)) {
                    throw new IllegalStateException("nothing kept: " + Files.readString(said));
                }
                return List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off,cds*=off", "-cp", classPath);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Of jars alone: Java keeps nothing of classes in folders. */
        private static String classPath(Path folder) {
            return Pattern.compile(File.pathSeparator)
                    .splitAsStream(System.getProperty("java.class.path"))
                    .filter(entry -> !entry.isEmpty())
                    .map(entry -> Files.isDirectory(Path.of(entry)) ? jar(entry, folder) : entry)
                    .collect(Collectors.joining(File.pathSeparator));
        }

        private static String jar(String classes, Path folder) {
            String jar = folder.resolve(Path.of(classes).getFileName() + ".jar").toString();
            int exitCode = ToolProvider.findFirst("jar")
                    .orElseThrow()
                    .run(System.out, System.err, "--create", "--no-compress", "--file", jar, "-C", classes, ".");
            if (exitCode != 0) {
                throw new IllegalStateException("no jar of " + classes);
            }
            return jar;
        }

        private static void remove(Path folder) {
            try {
                FileSystemUtils.deleteRecursively(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
