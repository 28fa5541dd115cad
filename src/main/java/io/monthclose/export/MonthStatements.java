package io.monthclose.export;

import io.monthclose.explain.Explanation;
import io.monthclose.explain.ExplanationText;
import io.monthclose.explain.MonthExplanations;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.MonthRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes the statements of a month's bills, a page and a PDF each, into {@code statements/} of the output folder. What the book holds
 * of a closed month is compared with the recorded root first. Then bills are read and explained one after the other, printed by
 * several threads. A bill that its records do not give stops it: no statement is moved into place then.
 */
public final class MonthStatements {
    private static final String FOLDER = "statements";

    private final JdbcTemplate jdbc;
    private final int threads;

    /**
     * Statements from this database.
     *
     * @param threads how many print
     */
    public MonthStatements(JdbcTemplate jdbc, int threads) {
        this.jdbc = jdbc;
        this.threads = threads;
    }

    /**
     * Writes the statements of a settled month.
     *
     * @param account one account alone
     * @return how many there are
     * @throws ProblemException INVARIANT_BROKEN when the book does not hold what was sealed, or has figures that its records do not
     *     give; WRONG_USE when the one account has no settled bill; OUTPUT_NOT_WRITTEN when they cannot be written
     */
    public int write(MonthRow month, Path output, Optional<String> account) {
        new MonthExport(jdbc).checkSealed(month);
        Path folder = output.resolve(FOLDER);
        try (OutputFolder statements = OutputFolder.open(folder);
                ExecutorService printing = Executors.newFixedThreadPool(threads)) {
            Printers printers = new Printers(statements, printing);
            MonthExplanations explanations = new MonthExplanations(jdbc);
            if (account.isPresent()) {
                printers.print(explanations.explain(month.month(), account.get(), false));
            } else {
                explanations.each(month.month(), printers::print);
            }
            List<String> names = printers.names();
            if (account.isPresent() && names.isEmpty()) {
                throw new ProblemException(
                        ProblemCode.WRONG_USE, account.get() + " has no settled bill in " + month.month());
            }
            statements.publish(names);
            return names.size() / 2;
        } catch (UncheckedIOException e) {
            throw OutputFolder.notWritten(folder, e);
        }
    }

    /** Hands bills to the threads that print, as many at once as there are printers. */
    private final class Printers {
        private final String style = StatementHtml.style();
        private final StatementHtml html = new StatementHtml();
        private final BlockingQueue<StatementPdf> idle = new ArrayBlockingQueue<>(threads);
        private final List<Future<List<String>>> printed = new ArrayList<>();
        private final OutputFolder folder;
        private final ExecutorService printing;

        Printers(OutputFolder folder, ExecutorService printing) {
            this.folder = folder;
            this.printing = printing;
            for (int i = 0; i < threads; i++) {
                idle.add(new StatementPdf());
            }
        }

        void print(Explanation explanation) {
            if (!explanation.agrees()) {
                throw new ProblemException(
                        ProblemCode.INVARIANT_BROKEN,
                        explanation.month().row().month() + " "
                                + explanation.account().id()
                                + ": no statement, the book is not what its records give: "
                                + ExplanationText.line(
                                        explanation.disagreements().getFirst()));
            }
            StatementView.of(explanation, style).ifPresent(view -> {
                StatementPdf printer = taken();
                printed.add(printing.submit(() -> {
                    try {
                        return written(view, printer, explanation);
                    } finally {
                        idle.add(printer);
                    }
                }));
            });
        }

        private List<String> written(StatementView view, StatementPdf printer, Explanation explanation)
                throws IOException {
            String page = html.page(view);
            List<String> names = List.of(view.billId() + ".html", view.billId() + ".pdf");
            Files.write(folder.file(names.get(0)), page.getBytes(StandardCharsets.UTF_8));
            Files.write(
                    folder.file(names.get(1)),
                    printer.print(page, view.billId(), explanation.month().row().fixedInstant()));
            return names;
        }

        private StatementPdf taken() {
            try {
                return idle.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while statements were printed", e);
            }
        }

        /** Waits for all of them. */
        List<String> names() {
            List<String> names = new ArrayList<>();
            for (Future<List<String>> future : printed) {
                try {
                    names.addAll(future.get());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while statements were printed", e);
                } catch (ExecutionException e) {
                    throw failure(e);
                }
            }
            Collections.sort(names);
            return names;
        }

        private RuntimeException failure(ExecutionException e) {
            return switch (e.getCause()) {
                case IOException cause -> new UncheckedIOException(cause);
                case RuntimeException cause -> cause;
                case null, default -> new IllegalStateException(e);
            };
        }
    }
}
