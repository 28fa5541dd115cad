package io.monthclose.job;

import static io.monthclose.job.TwelveAccounts.AUGUST;
import static io.monthclose.job.TwelveAccounts.SEPTEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.explain.ExplainedDocuments;
import io.monthclose.explain.ExplainedMonths;
import io.monthclose.explain.Explanation;
import io.monthclose.explain.Explanation.Outcome;
import io.monthclose.explain.MonthExplanations;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bills are explained while a close has stopped half-way, and after it went on, was taken anew or was rerun. */
@Tag("book")
class ExplainedAfterTroubleTest {
    private static final Map<String, String> FIVES =
            Map.of("month-close.slice-bytes", "500", "month-close.accounts-per-chunk", "5", "month-close.buckets", "1");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void half_rated_and_half_settled_months_are_explained_as_far_as_they_have_come() {
        TwelveAccounts input = new TwelveAccounts(folder.resolve("in"));
        try (TestBook book = TestBook.inMemory("explained-crash", 1, FIVES)) {
            input.documents(book, AUGUST);
            String rating = "bill ADD CONSTRAINT boom CHECK (billing_month <> '2022-09' OR account_id <> 'A0007')";
            failed(book, rating, "bill", input);
            Explanation rated = explain(book, "A0001");
            ExplainedMonths.check(rated);
            assertThat(((Outcome.Billed) rated.outcome()).settled()).isEmpty();
            assertThat(catchThrowableOfType(ProblemException.class, () -> explain(book, "A0007")))
                    .hasMessage("2022-09 is TAKEN and A0007 is not rated yet: close goes on with it")
                    .extracting(ProblemException::code)
                    .isEqualTo(ProblemCode.NOT_NOW);

            String settling =
                    "settlement ADD CONSTRAINT boom CHECK (billing_month <> '2022-09' OR account_id <> 'A0007')";
            failed(book, settling, "settlement", input);
            Explanation settled = explain(book, "A0001");
            Explanation waiting = explain(book, "A0007");
            List.of(settled, waiting).forEach(ExplainedMonths::check);
            assertThat(((Outcome.Billed) settled.outcome()).settled()).isPresent();
            assertThat(((Outcome.Billed) waiting.outcome()).settled()).isEmpty();

            assertExplained(book, SEPTEMBER, input.documents(book, SEPTEMBER));
        }
    }

    @Test
    void a_month_that_was_taken_anew_is_explained_by_its_second_take() throws IOException {
        TwelveAccounts input = new TwelveAccounts(folder.resolve("in"));
        Path right = folder.resolve("in").resolve("2022-09");
        Path wrong = Files.createDirectories(folder.resolve("wrong"));
        for (String name : List.of("accounts.csv", "prepaid-packs.csv", "top-ups.csv", "usage-1.csv")) {
            Files.copy(right.resolve(name), wrong.resolve(name));
        }
        try (TestBook book = TestBook.inMemory("explained-retake", 1, FIVES)) {
            input.documents(book, AUGUST);
            book.jdbc().execute("ALTER TABLE settlement ADD CONSTRAINT boom CHECK (billing_month <> '2022-09')");
            Instant asOf = Instant.parse("2022-10-03T15:00:00Z");
            assertThat(catchThrowable(() ->
                            book.close(SEPTEMBER, wrong, folder.resolve("out-wrong"), asOf, TwelveAccounts.PRICES)))
                    .isNotNull();
            book.jdbc().execute("ALTER TABLE settlement DROP CONSTRAINT boom");
            long half = explain(book, "A0012").usage().accepted();
            Path output = folder.resolve("out-right");
            book.close(
                    SEPTEMBER, right, output, asOf, TwelveAccounts.PRICES, Optional.of("half a file"), Progress.NONE);

            assertThat(explain(book, "A0012").usage().accepted()).isGreaterThan(half);
            assertExplained(book, SEPTEMBER, Documents.in(output));
        }
    }

    @Test
    void parked_accounts_say_why_and_are_explained_like_any_other_after_a_rerun() {
        PoisonedMonths months = new PoisonedMonths(folder);
        try (TestBook book = TestBook.inMemory("explained-rerun", 2, FIVES)) {
            Path output = folder.resolve("out");
            for (YearMonth month : List.of(PoisonedMonths.AUGUST, PoisonedMonths.SEPTEMBER)) {
                book.close(month, months.input(month), output, PoisonedMonths.asOf(month), months.prices());
            }
            List<Explanation> parked = ExplainedMonths.all(book.jdbc(), PoisonedMonths.SEPTEMBER);
            parked.forEach(ExplainedMonths::check);
            assertThat(parked.stream()
                            .filter(one -> one.outcome() instanceof Outcome.Parked)
                            .map(one -> one.account().id() + ": " + ((Outcome.Parked) one.outcome()).reason()))
                    .isEqualTo(PoisonedMonths.PARKED);

            book.rerun(PoisonedMonths.SEPTEMBER, RerunStep.RATE_ACCOUNTS, Optional.of(months.mendedPrices()), output);

            assertExplained(book, PoisonedMonths.SEPTEMBER, Documents.in(output));
        }
    }

    private void failed(TestBook book, String constraint, String table, TwelveAccounts input) {
        book.jdbc().execute("ALTER TABLE " + constraint);
        assertThat(catchThrowable(() -> input.close(book, SEPTEMBER, folder.resolve("out-failed"), Progress.NONE)))
                .isNotNull();
        book.jdbc().execute("ALTER TABLE " + table + " DROP CONSTRAINT boom");
    }

    private static Explanation explain(TestBook book, String account) {
        return new MonthExplanations(book.jdbc()).explain(SEPTEMBER, account, true);
    }

    private static void assertExplained(TestBook book, YearMonth month, SortedMap<String, String> documents) {
        List<Explanation> explanations = ExplainedMonths.all(book.jdbc(), month);
        explanations.forEach(ExplainedMonths::check);
        assertThat(documents).containsAllEntriesOf(ExplainedDocuments.of(explanations));
    }
}
