package io.monthclose.job;

import io.monthclose.intake.FileTrouble;
import io.monthclose.intake.Sha256;
import io.monthclose.job.VerifyOutcome.Checked;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.Differences;
import io.monthclose.store.HistoryStore;
import io.monthclose.store.HistoryStore.Launch;
import io.monthclose.store.MonthStore;
import io.monthclose.store.TakenInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares files outside the book with what is recorded of them, where they are at hand: in the folders that were given, else in
 * those that the close names. What lies in a folder that only the history names may be of another month by now, and says nothing.
 */
final class FilesAtHand {
    private static final int HEAD_BYTES = 200;

    private final Stores stores;
    private final VerifyRequest request;
    private final Differences differences;

    FilesAtHand(Stores stores, VerifyRequest request, Differences differences) {
        this.stores = stores;
        this.request = request;
        this.differences = differences;
    }

    /** Compares the input files of a take; of usage from a database there are none. */
    Checked inputs(List<TakenInput> taken) {
        Optional<Path> folder = request.input().or(() -> recorded("input"));
        boolean given = request.input().isPresent();
        long compared = 0;
        long others = 0;
        for (TakenInput input : taken) {
            Path file = at(folder, input.name());
            if (file == null) {
                if (given) {
                    missing("input", input.name(), input.sha256(), folder);
                }
                continue;
            }
            String sha256 = hash(file);
            if (sha256.equals(input.sha256())) {
                compared++;
            } else if (given) {
                compared++;
                differences.add(
                        "input",
                        input.name(),
                        "sha256",
                        input.sha256(),
                        file + " has " + sizeOf(file) + " bytes with " + sha256);
            } else {
                others++;
            }
        }
        return new Checked("input files", compared, told(folder, taken.size() - compared - others, others));
    }

    /** Compares exported documents. */
    Checked documents(List<MonthStore.Document> documents) {
        Optional<Path> folder = request.output().or(() -> recorded("output").filter(this::isOfTheMonth));
        boolean given = request.output().isPresent();
        long compared = 0;
        for (MonthStore.Document document : documents) {
            Path file = at(folder, document.name());
            if (file == null && given) {
                missing("exported document", document.name(), document.sha256(), folder);
            }
            if (file != null) {
                compared++;
                String sha256 = hash(file);
                if (!sha256.equals(document.sha256()) || sizeOf(file) != document.bytes()) {
                    differences.add(
                            "exported document",
                            document.name(),
                            "sha256",
                            document.sha256(),
                            file + " has " + sizeOf(file) + " bytes with " + sha256);
                }
            }
        }
        return new Checked("exported documents", compared, told(folder, documents.size() - compared, 0));
    }

    private void missing(String what, String name, String sha256, Optional<Path> folder) {
        differences.add(what, name, "file", sha256, "it is not in " + folder.orElseThrow());
    }

    private static String told(Optional<Path> folder, long missing, long others) {
        String where = folder.map(path -> "in " + path).orElse("no folder with them is there");
        return where
                + (missing == 0 ? "" : ", " + missing + " not at hand")
                + (others == 0 ? "" : ", " + others + " replaced by other files since");
    }

    private static @Nullable Path at(Optional<Path> folder, String name) {
        try {
            return folder.map(path -> path.resolve(name))
                    .filter(Files::isRegularFile)
                    .orElse(null);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** The folder that the last launch named which settled the month or wrote its documents. */
    private Optional<Path> recorded(String option) {
        HistoryStore history = stores.history();
        return history.launches(Optional.of(request.month().toString())).reversed().stream()
                .filter(launch ->
                        launch.command().equals("close") || launch.command().equals("rerun"))
                .filter(launch -> wroteDocuments(history, launch))
                .flatMap(launch -> named(option, launch.options()).stream())
                .findFirst()
                .flatMap(FilesAtHand::folder);
    }

    private static boolean wroteDocuments(HistoryStore history, Launch launch) {
        return history.events(launch.launchId()).stream().anyMatch(event -> switch (event.kind()) {
            case STEP_ENDED -> StepNames.EXPORT.equals(event.step());
            case ENDED -> "Exported".equals(event.detail());
            case STEP_STARTED, NOTE -> false;
        });
    }

    private static Optional<String> named(String option, String options) {
        Matcher given =
                Pattern.compile("(?:^| )--" + option + " (.*?)(?= --[a-z]|$)").matcher(options);
        return given.find() ? Optional.of(given.group(1)) : Optional.empty();
    }

    private static Optional<Path> folder(String text) {
        try {
            return Optional.of(Path.of(text)).filter(Files::isDirectory);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** A folder that only the history names may have the documents of a later month by now. */
    private boolean isOfTheMonth(Path folder) {
        Path settlement = folder.resolve("settlement.json");
        if (!Files.isRegularFile(settlement)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(settlement)) {
            String head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
            return !head.contains("\"month\"") || head.contains("\"" + request.month() + "\"");
        } catch (IOException e) {
            throw unreadable(settlement, e);
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static String hash(Path file) {
        MessageDigest digest = Sha256.start();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        return Sha256.hex(digest.digest());
    }

    private static ProblemException unreadable(Path file, IOException cause) {
        return new ProblemException(
                ProblemCode.INPUT_MISSING, file + " cannot be read: " + FileTrouble.of(cause), cause);
    }
}
