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
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes the statements of a month's bills, a page and a PDF each, into {@code statements/} of the output folder. What the book holds
 * of a closed month is compared with the recorded root first. Then bills are read and explained one after the other, printed by
 * several threads. A bill that its records do not give stops it, and so does the first one that cannot be printed: no statement is
 * moved into place then.
 */
public final class MonthStatements {
    private static final String FOLDER = "statements";

    private final JdbcTemplate jdbc;
    private final int threads;
    private final String style = StatementHtml.style();
    private final StatementHtml html = new StatementHtml();

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
                Printers printers = new Printers(threads)) {
            MonthExplanations explanations = new MonthExplanations(jdbc);
            if (account.isPresent()) {
                print(explanations.explain(month.month(), account.get(), false), statements, printers);
            } else {
                explanations.each(month.month(), explanation -> print(explanation, statements, printers));
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

    /** Of an account without a settled bill nothing is given out, so nothing needs to agree. */
    private void print(Explanation explanation, OutputFolder folder, Printers printers) {
        StatementView.of(explanation, style).ifPresent(view -> {
            checkAgreement(explanation);
            printers.print(printer -> written(view, explanation.month().row(), folder, printer));
        });
    }

    private static void checkAgreement(Explanation explanation) {
        if (!explanation.agrees()) {
            throw new ProblemException(
                    ProblemCode.INVARIANT_BROKEN,
                    explanation.month().row().month() + " "
                            + explanation.account().id() + ": no statement, the book is not what its records give: "
                            + ExplanationText.line(explanation.disagreements().getFirst()));
        }
    }

    private List<String> written(StatementView view, MonthRow month, OutputFolder folder, StatementPdf printer)
            throws IOException {
        String page = html.page(view);
        List<String> names = List.of(view.head().billId() + ".html", view.head().billId() + ".pdf");
        Files.write(folder.file(names.get(0)), page.getBytes(StandardCharsets.UTF_8));
        Files.write(folder.file(names.get(1)), printer.print(page, view.head().billId(), month.fixedInstant()));
        return names;
    }
}
