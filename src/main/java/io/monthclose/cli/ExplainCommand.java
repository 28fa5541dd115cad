package io.monthclose.cli;

import io.monthclose.explain.Explanation;
import io.monthclose.explain.ExplanationJson;
import io.monthclose.explain.ExplanationText;
import io.monthclose.explain.MonthExplanations;
import io.monthclose.export.JsonText;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code explain}: how each figure of a bill came about. */
@Command(
        name = "explain",
        sortOptions = false,
        description = "Tells how each figure of a bill came about, and whether the book says the same. Reads only.")
final class ExplainCommand extends BookCommand {
    @Option(
            names = "--month",
            required = true,
            paramLabel = "YYYY-MM",
            converter = MonthOption.MonthConverter.class,
            description = "The month.")
    private YearMonth month = YearMonth.of(1, 1);

    @Option(names = "--account", required = true, paramLabel = "ID", description = "The account.")
    private String account = "";

    @Option(names = "--api", paramLabel = "CODE", description = "One API alone.")
    private @Nullable String api;

    @Option(names = "--records", description = "List each usage record, and where its calls went.")
    private boolean records;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    ExplainCommand(MonthClose.Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    void check() {
        MonthOption.checkAccount(account);
    }

    @Override
    int work(ConfigurableApplicationContext book) {
        Explanation explanation =
                part(new MonthExplanations(book.getBean(JdbcTemplate.class)).explain(month, account, records));
        surroundings()
                .out()
                .print(
                        json
                                ? new String(JsonText.of(ExplanationJson.of(explanation)), StandardCharsets.UTF_8)
                                : ExplanationText.of(explanation));
        if (!explanation.agrees()) {
            throw ProblemException.withLines(
                    ProblemCode.INVARIANT_BROKEN,
                    month + " " + account + ": " + explanation.disagreements().size() + " of "
                            + explanation.figuresCompared() + " figures of the book are not what its records give",
                    explanation.disagreements().stream()
                            .map(ExplanationText::line)
                            .toList());
        }
        return 0;
    }

    private Explanation part(Explanation whole) {
        if (api == null) {
            return whole;
        }
        if (!whole.month().prices().apis().containsKey(api)) {
            throw new ProblemException(
                    ProblemCode.WRONG_USE,
                    "--api " + api + " is not in the price book of " + month + ", which has "
                            + String.join(", ", whole.month().prices().apis().keySet()));
        }
        return whole.only(api);
    }
}
