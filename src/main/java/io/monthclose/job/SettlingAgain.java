package io.monthclose.job;

import io.monthclose.intake.FileTrouble;
import io.monthclose.intake.InputFolder;
import io.monthclose.intake.UsageKind;
import io.monthclose.period.BillingMonth;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.Differences;
import io.monthclose.store.SnapshotChecks;
import io.monthclose.store.TakenInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;

/** Settles a recorded month again in a scratch book, from nothing but its snapshot: the same job, planned afresh. */
final class SettlingAgain {
    /** What says of the machine that it could not, and nothing of the month. */
    private static final List<ProblemCode> OF_THE_MACHINE = List.of(
            ProblemCode.STOPPED,
            ProblemCode.OUTPUT_NOT_WRITTEN,
            ProblemCode.DATABASE_UNREACHABLE,
            ProblemCode.CLOSED_ELSEWHERE);

    private final VerifyRequest request;
    private final CloseSettings settings;
    private final RecordedMonth month;
    private final Differences differences;

    SettlingAgain(VerifyRequest request, CloseSettings settings, RecordedMonth month, Differences differences) {
        this.request = request;
        this.settings = settings;
        this.month = month;
        this.differences = differences;
    }

    /**
     * Settles.
     *
     * @return how many segments were read; nothing when it could not be settled, which is then among the differences
     * @throws ProblemException when the machine, not the month, is what stopped it
     */
    Optional<Long> in(ScratchBook scratch, Stores book, Progress progress) {
        List<TakenInput> usage = month.snapshot().usage(differences);
        new SnapshotChecks(book.jdbc(), month.snapshot(), differences).check(usage);
        try {
            scratch.fill(book, request.month());
        } catch (DataIntegrityViolationException e) {
            stopped("what is known before it is not whole: " + e.getMessage());
            return Optional.empty();
        }
        return settled(scratch, usage, progress);
    }

    private Optional<Long> settled(ScratchBook scratch, List<TakenInput> usage, Progress progress) {
        putMasters(scratch.inputs());
        CloseRequest close = close(scratch);
        LaunchLog log = LaunchLog.start(scratch.stores().history(), "close", close);
        CloseRun run = new CloseRun(
                close,
                settings,
                scratch.stores(),
                new BillingMonth(request.month(), month.prices().zone()),
                month.prices(),
                month.priceBookYaml(),
                1,
                sealing(),
                log.launchId(),
                progress,
                new AtomicReference<>());
        KeptUsage kept = new KeptUsage(run, month.snapshot(), usage, differences);
        try (CloseInput input = new CloseInput(InputFolder.openWithoutUsage(scratch.inputs()), kept)) {
            scratch.jobs().run(run, input);
        } catch (ProblemException e) {
            if (OF_THE_MACHINE.contains(e.code()) || isOfTheMachine(e)) {
                throw e;
            }
            stopped(e.getMessage());
            return Optional.empty();
        }
        return Optional.of(kept.segments());
    }

    /** Of the scratch book's seal nothing is compared; documents of a month without a root are to have none either. */
    private Sealing sealing() {
        return month.end() == RecordedMonth.End.CLOSED_WITHOUT_ROOT ? new Sealing.Neither() : new Sealing.RootAlone();
    }

    private void stopped(@Nullable String why) {
        differences.add("month", request.month().toString(), "settled again", "settled", "it stopped: " + why);
    }

    private static boolean isOfTheMachine(Throwable failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof DataIntegrityViolationException) {
                return false;
            }
            if (cause instanceof OutOfMemoryError
                    || cause instanceof IOException
                    || cause instanceof DataAccessException) {
                return true;
            }
        }
        return false;
    }

    /** The master files as they were read. */
    private void putMasters(Path folder) {
        try {
            Files.createDirectories(folder);
            for (Map.Entry<TakenInput.Role, byte[]> file :
                    month.snapshot().masters(differences).entrySet()) {
                Files.write(folder.resolve(name(file.getKey())), file.getValue());
            }
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemCode.OUTPUT_NOT_WRITTEN,
                    "the temporary folder " + folder + " cannot be written: " + FileTrouble.of(e),
                    e);
        }
    }

    private static String name(TakenInput.Role role) {
        return switch (role) {
            case ACCOUNTS -> InputFolder.ACCOUNTS;
            case PACKS -> InputFolder.PACKS;
            case TOP_UPS -> InputFolder.TOP_UPS;
            case USAGE -> throw new IllegalArgumentException("usage is in the segments");
        };
    }

    private CloseRequest close(ScratchBook scratch) {
        return new CloseRequest(
                request.month(),
                scratch.inputs(),
                UsageKind.CSV,
                scratch.documents(),
                Path.of(""),
                Optional.of(month.settlementInstant()),
                Optional.of("verify"),
                Optional.empty(),
                ChargeLimits.NONE,
                request.threads(),
                request.launchedBy(),
                request.clock());
    }
}
