package io.monthclose.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own: the Java and the classes of the tests, its output in files. */
final class ChildProgram {
    private static final long LONGEST_SECONDS = 60;

    private final Path folder;
    private final Map<String, String> properties = new TreeMap<>();
    private final List<String> before = new ArrayList<>();

    /** A program whose book is a database file in this folder. */
    ChildProgram(Path folder) {
        this.folder = folder;
        properties.put("spring.datasource.url", TestProgram.url(folder));
    }

    ChildProgram with(String property, String value) {
        properties.put(property, value);
        return this;
    }

    /** Has another command run Java, which is then the last of its arguments. */
    ChildProgram under(String... command) {
        before.addAll(List.of(command));
        return this;
    }

    /** Has it write no file beyond so many KiB, as on a disk that is full. */
    ChildProgram withFilesOfAtMost(int kibibytes) {
        return under("bash", "-c", "ulimit -f " + kibibytes + "; exec \"$@\"", "-");
    }

    /** Starts a command and does not wait for it. */
    Process start(String... arguments) throws IOException {
        return start(MonthClose.class, arguments);
    }

    Process start(Class<?> main, String... arguments) throws IOException {
        return new ProcessBuilder(command(main, arguments))
                .redirectOutput(folder.resolve("child.out").toFile())
                .redirectError(folder.resolve("child.err").toFile())
                .start();
    }

    private List<String> command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(before);
        command.addAll(ChildStart.java());
        properties.forEach((property, value) -> command.add("-D" + property + "=" + value));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs a command to its end. */
    TestProgram.Result run(String... arguments) throws IOException, InterruptedException {
        return ended(start(arguments));
    }

    /** How a command that was started ends. */
    TestProgram.Result ended(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("not ended after " + LONGEST_SECONDS + " seconds");
        }
        return new TestProgram.Result(
                process.exitValue(),
                Files.readString(folder.resolve("child.out")),
                Files.readString(folder.resolve("child.err")));
    }
}
