package io.monthclose.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A copy of the installation in a folder of its own: the launcher, the shipped price book, and some jar. */
final class Installation {
    private static final long LONGEST_SECONDS = 120;

    private final Path folder;
    private final Map<String, String> environment = new TreeMap<>();

    Installation(Path folder, Path javaHome) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("target"));
        Path launcher = Files.createDirectories(folder.resolve("jobs/month-close"));
        for (String file : List.of("month-close", "price-book.yaml")) {
            Files.copy(TestProgram.HOME.resolve(file), launcher.resolve(file));
        }
        environment.put("MONTH_CLOSE_JAVA_HOME", javaHome.toString());
        environment.put("MONTH_CLOSE_JAVA_OPTS", "");
        environment.put("SPRING_DATASOURCE_URL", TestProgram.url(folder));
    }

    Installation with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Path jar() {
        return folder.resolve("target/month-close.jar");
    }

    /** Where start caches are made, one for each Java. */
    Path starts() {
        return folder.resolve("target/start");
    }

    /** A file of the start cache, by its name. */
    Path cached(String name) throws IOException {
        try (Stream<Path> files = Files.walk(starts())) {
            return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
        }
    }

    Process start(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(folder.resolve("jobs/month-close/month-close").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile());
        process.environment().putAll(environment);
        return process.start();
    }

    TestProgram.Result ended(String name, Process process) throws IOException, InterruptedException {
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("not ended after " + LONGEST_SECONDS + " seconds");
        }
        return new TestProgram.Result(
                process.exitValue(),
                Files.readString(folder.resolve(name + ".out")),
                Files.readString(folder.resolve(name + ".err")));
    }

    TestProgram.Result run(String... arguments) throws IOException, InterruptedException {
        return ended("launched", start("launched", arguments));
    }
}
