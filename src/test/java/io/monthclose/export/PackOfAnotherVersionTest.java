package io.monthclose.export;

import static io.monthclose.job.TwelveAccounts.AUGUST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.monthclose.Tampering;
import io.monthclose.job.Progress;
import io.monthclose.job.TestBook;
import io.monthclose.job.TwelveAccounts;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.seal.RootStatement;
import io.monthclose.seal.SealStatement.ClosedBy;
import io.monthclose.store.BookSeal;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthStore;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pack holds documents as this program writes them, and is made only of months whose documents were these. */
@Tag("book")
class PackOfAnotherVersionTest {
    private static final String BUILD = "a".repeat(64);
    private static final String OTHER_PAGE = "UPDATE month_document SET sha256 = ? WHERE name = 'index.html'";

    @TempDir
    private Path folder = Path.of("");

    private final TestBook book = TestBook.inMemory("another-version", 2, Map.of("month-close.buckets", "2"));

    @BeforeEach
    void close_a_month() {
        book.clear();
        new TwelveAccounts(folder).close(book, AUGUST, folder.resolve("out"), Progress.NONE);
    }

    @AfterEach
    void close_the_book() {
        book.close();
    }

    /** As if the version that closed it had written another page: sealed anew with the hash of that. */
    @Test
    void documents_that_another_version_wrote_otherwise_are_named_with_that_version() {
        MonthRow month = new MonthStore(book.jdbc()).get(AUGUST);
        RootStatement root = new MonthExport(book.jdbc()).root(month).orElseThrow();
        Tampering.behindTheBack(book.jdbc(), jdbc -> {
            jdbc.update("DELETE FROM sealed_row");
            jdbc.update("DELETE FROM month_seal");
            jdbc.update(OTHER_PAGE, "b".repeat(64));
            new BookSeal(jdbc).seal(AUGUST, root, new ClosedBy(1, BUILD, "0.9"));
        });

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(this::pack)
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ProblemCode.NOT_NOW))
                .withMessage("2022-08 was closed by version 0.9 (build " + BUILD + "), which wrote index.html"
                        + " otherwise than this one does, and"
                        + " its seal is of that one's bytes:"
                        + " make the pack with that version,"
                        + " on a backup from before the"
                        + " update; nothing was written");
    }

    @Test
    void a_hash_of_a_document_that_was_changed_since_is_told_as_a_change() {
        assertThat(Tampering.update(book.jdbc(), OTHER_PAGE, "b".repeat(64))).isEqualTo(1);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(this::pack)
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ProblemCode.INVARIANT_BROKEN))
                .withMessageContaining("month_document: its rows are others");
    }

    private void pack() {
        new MonthExport(book.jdbc())
                .write(
                        new MonthStore(book.jdbc()).get(AUGUST),
                        folder.resolve("evidence"),
                        EnumSet.of(ExportFormat.EVIDENCE));
    }
}
