package io.monthclose.intake;

import io.monthclose.problem.OneLine;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What lies in the input folder (contract, "Input folder"). Closing it removes what was unpacked. */
public final class InputFolder implements AutoCloseable {
    /** The file of the accounts. */
    public static final String ACCOUNTS = "accounts.csv";

    /** The file of the prepaid packs. */
    public static final String PACKS = "prepaid-packs.csv";

    /** The file of the top-ups. */
    public static final String TOP_UPS = "top-ups.csv";

    private static final Comparator<Path> BY_NAME_BYTES = Comparator.comparing(
            path -> path.getFileName().toString().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);
    private static final char NOT_DECODED = '\uFFFD';

    private final List<UsageFile> usageFiles = new ArrayList<>();
    private final Map<String, MasterFile> masters = new HashMap<>();
    private final List<String> ignored = new ArrayList<>();

    private InputFolder() {}

    /**
     * Looks into a folder that has the usage too.
     *
     * @throws ProblemException INPUT_MISSING without the folder or any {@code usage*.csv}, or when something cannot be read;
     *     INPUT_REFUSED for a name that is nearly one of the contract's
     */
    public static InputFolder open(Path folder) {
        InputFolder found = list(folder);
        if (found.usageFiles.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.INPUT_MISSING,
                    "input folder " + folder + " has no usage*.csv; an empty month is a file with its header");
        }
        return found;
    }

    /**
     * Looks into a folder of master files alone: usage comes from elsewhere.
     *
     * @throws ProblemException INPUT_REFUSED when a usage file lies there, which would be passed over; otherwise as {@link #open}
     */
    public static InputFolder openWithoutUsage(Path folder) {
        InputFolder found = list(folder);
        if (!found.usageFiles.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.INPUT_REFUSED,
                    "input folder " + folder + " has "
                            + found.usageFiles.getFirst().name()
                            + ", but usage is to come from the database: take usage files away, or leave out"
                            + " --usage-source jdbc");
        }
        return found;
    }

    /** No folder: nothing is read. */
    public static InputFolder nothing() {
        return new InputFolder();
    }

    private static InputFolder list(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ProblemException(ProblemCode.INPUT_MISSING, "input folder " + folder + " is not there");
        }
        InputFolder found = new InputFolder();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.sorted(BY_NAME_BYTES).forEach(found::add);
        } catch (IOException | UncheckedIOException e) {
            throw new ProblemException(
                    ProblemCode.INPUT_MISSING, "input folder " + folder + " cannot be read: " + FileTrouble.of(e), e);
        }
        return found;
    }

    private void add(Path entry) {
        String name = entry.getFileName().toString();
        String lower = name.toLowerCase(Locale.ROOT);
        boolean usage = lower.startsWith("usage") && (lower.endsWith(".csv") || lower.endsWith(".csv.gz"));
        boolean master = List.of(ACCOUNTS, PACKS, TOP_UPS).contains(lower);
        if (!usage && !master) {
            if (lower.contains(".csv")) {
                ignored.add(OneLine.of(name));
            }
            return;
        }
        boolean spelled = master
                ? name.equals(lower)
                : name.startsWith("usage") && (name.endsWith(".csv") || name.endsWith(".csv.gz"));
        if (!spelled || name.indexOf(NOT_DECODED) >= 0) {
            throw new ProblemException(
                    ProblemCode.INPUT_REFUSED,
                    spelled
                            ? name + ": the file's name is not UTF-8, or the locale is not; set LC_ALL=C.UTF-8"
                            : name + ": is it an input file? Names are in lower case: usage*.csv, " + ACCOUNTS + ", "
                                    + PACKS + ", " + TOP_UPS);
        }
        if (!Files.isRegularFile(entry) || !Files.isReadable(entry)) {
            throw new ProblemException(ProblemCode.INPUT_MISSING, name + " is not a file that can be read");
        }
        if (usage) {
            usageFiles.add(new UsageFile(entry));
        } else {
            masters.put(name, read(entry, name));
        }
    }

    private static MasterFile read(Path entry, String name) {
        try {
            return new MasterFile(name, Files.readAllBytes(entry));
        } catch (IOException e) {
            throw new ProblemException(ProblemCode.INPUT_MISSING, name + " cannot be read: " + FileTrouble.of(e), e);
        }
    }

    /** The usage files by name as UTF-8 bytes: at least one, or none where usage comes from elsewhere. */
    public List<UsageFile> usageFiles() {
        return List.copyOf(usageFiles);
    }

    /** {@code accounts.csv}, where it is there. */
    public Optional<MasterFile> accounts() {
        return Optional.ofNullable(masters.get(ACCOUNTS));
    }

    /** {@code prepaid-packs.csv}, where it is there. */
    public Optional<MasterFile> packs() {
        return Optional.ofNullable(masters.get(PACKS));
    }

    /** {@code top-ups.csv}, where it is there. */
    public Optional<MasterFile> topUps() {
        return Optional.ofNullable(masters.get(TOP_UPS));
    }

    /** The names of CSV files that are none of the contract's, worth a warning. */
    public List<String> ignored() {
        return List.copyOf(ignored);
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
}
