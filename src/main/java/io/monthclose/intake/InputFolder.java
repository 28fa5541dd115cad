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

/**
 * What lies in the input folder (contract, "Input folder").
 *
 * @param usageFiles at least one, by name as UTF-8 bytes
 * @param ignored the names of CSV files that are none of the contract's, worth a warning
 */
public record InputFolder(
        List<Path> usageFiles,
        Optional<Path> accounts,
        Optional<Path> packs,
        Optional<Path> topUps,
        List<String> ignored) {
    private static final Comparator<Path> BY_NAME_BYTES = Comparator.comparing(
            path -> path.getFileName().toString().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);
    private static final List<String> MASTERS = List.of("accounts.csv", "prepaid-packs.csv", "top-ups.csv");

    /** Copies the lists. */
    public InputFolder {
        usageFiles = List.copyOf(usageFiles);
        ignored = List.copyOf(ignored);
    }

    /**
     * Looks into a folder.
     *
     * @throws ProblemException INPUT_MISSING without the folder or any {@code usage*.csv}; INPUT_REFUSED for what cannot be read
     */
    public static InputFolder open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ProblemException(ProblemCode.INPUT_MISSING, "input folder " + folder + " is not there");
        }
        List<Path> usage = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(entry -> !Files.isDirectory(entry)).sorted(BY_NAME_BYTES).forEach(entry -> {
                String name = entry.getFileName().toString();
                if (name.startsWith("usage") && name.endsWith(".csv")) {
                    usage.add(entry);
                } else if (name.startsWith("usage") && name.endsWith(".csv.gz")) {
                    throw new ProblemException(
                            ProblemCode.INPUT_REFUSED, name + ": compressed usage is not read yet, unpack it first");
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
        return new InputFolder(
                usage, master(folder, "accounts.csv"), master(folder, "prepaid-packs.csv"), master(folder, "top-ups.csv"), ignored);
    }

    /** Plans every usage file. */
    public List<PlannedFile> plan(long sliceBytes) {
        List<PlannedFile> planned = new ArrayList<>();
        int number = 0;
        for (Path file : usageFiles) {
            try {
                PlannedFile plan = SlicePlanner.plan(file, planned.size(), number, sliceBytes);
                planned.add(plan);
                number += plan.slices().size();
            } catch (IOException e) {
                throw new ProblemException(ProblemCode.INPUT_MISSING, file.getFileName() + " cannot be read", e);
            }
        }
        return planned;
    }

    private static Optional<Path> master(Path folder, String name) {
        return Optional.of(folder.resolve(name)).filter(Files::isRegularFile);
    }
}
