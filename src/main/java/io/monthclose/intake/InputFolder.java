package io.monthclose.intake;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What lies in the input folder (contract, "Input folder"). Closing it removes what was unpacked. */
public final class InputFolder implements AutoCloseable {
    private static final Comparator<Path> BY_NAME_BYTES = Comparator.comparing(
            path -> path.getFileName().toString().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);
    private static final List<String> MASTERS = List.of("accounts.csv", "prepaid-packs.csv", "top-ups.csv");

    private final Path folder;
    private final List<UsageFile> usageFiles;
    private final List<String> ignored;

    private InputFolder(Path folder, List<UsageFile> usageFiles, List<String> ignored) {
        this.folder = folder;
        this.usageFiles = List.copyOf(usageFiles);
        this.ignored = List.copyOf(ignored);
    }

    /**
     * Looks into a folder.
     *
     * @throws ProblemException INPUT_MISSING without the folder or any {@code usage*.csv}, or when it cannot be read
     */
    public static InputFolder open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ProblemException(ProblemCode.INPUT_MISSING, "input folder " + folder + " is not there");
        }
        List<UsageFile> usage = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(entry -> !Files.isDirectory(entry)).sorted(BY_NAME_BYTES).forEach(entry -> {
                String name = entry.getFileName().toString();
                if (name.startsWith("usage") && (name.endsWith(".csv") || name.endsWith(".csv.gz"))) {
                    usage.add(new UsageFile(entry));
                } else if (!MASTERS.contains(name) && name.contains(".csv")) {
                    ignored.add(name);
                }
            });
        } catch (IOException e) {
            throw new ProblemException(ProblemCode.INPUT_MISSING, "input folder " + folder + " cannot be read", e);
        }
        if (usage.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.INPUT_MISSING,
                    "input folder " + folder + " has no usage*.csv; an empty month is a file with its header");
        }
        return new InputFolder(folder, usage, ignored);
    }

    /** The usage files, at least one, by name as UTF-8 bytes. */
    public List<UsageFile> usageFiles() {
        return usageFiles;
    }

    /** {@code accounts.csv}, where it is there. */
    public Optional<Path> accounts() {
        return master("accounts.csv");
    }

    /** {@code prepaid-packs.csv}, where it is there. */
    public Optional<Path> packs() {
        return master("prepaid-packs.csv");
    }

    /** {@code top-ups.csv}, where it is there. */
    public Optional<Path> topUps() {
        return master("top-ups.csv");
    }

    /** The names of CSV files that are none of the contract's, worth a warning. */
    public List<String> ignored() {
        return ignored;
    }

    /** Plans every usage file. */
    public List<PlannedFile> plan(long sliceBytes) {
        List<PlannedFile> planned = new ArrayList<>();
        int number = 0;
        for (UsageFile file : usageFiles) {
            PlannedFile plan = file.plan(planned.size(), number, sliceBytes);
            planned.add(plan);
            number += plan.slices().size();
        }
        return planned;
    }

    @Override
    public void close() {
        usageFiles.forEach(UsageFile::close);
    }

    private Optional<Path> master(String name) {
        return Optional.of(folder.resolve(name)).filter(Files::isRegularFile);
    }
}
