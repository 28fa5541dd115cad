package io.monthclose.export;

import io.monthclose.seal.MerkleTree;
import io.monthclose.seal.RootStatement;
import io.monthclose.seal.StatementText;
import io.monthclose.store.MonthState;
import io.monthclose.store.SealStore;
import io.monthclose.store.SealedMonth;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The CSV documents of a month as written, and the root that comes of them.
 *
 * @param files in the order of the contract
 * @param root nothing while accounts are parked, and of a month that was closed when there were no roots
 * @param figures sums of the lines
 */
record MonthTables(List<WrittenFile> files, Optional<RootStatement> root, ApiFigures figures) {
    MonthTables {
        files = List.copyOf(files);
    }

    static MonthTables write(JdbcTemplate jdbc, MonthFacts facts, DocumentSink sink) throws IOException {
        return write(jdbc, facts, sink, new AccountLeaves(Optional.empty()));
    }

    static MonthTables write(JdbcTemplate jdbc, MonthFacts facts, DocumentSink sink, AccountLeaves leaves)
            throws IOException {
        CsvContext context = new CsvContext(
                facts.month().month().toString(),
                facts.prices().currency(),
                facts.prices().zone());
        ApiFigures figures = new ApiFigures();
        List<WrittenFile> files = new ArrayList<>();
        try (AccountDocuments accounts = new AccountDocuments(sink, context, figures, leaves)) {
            files.addAll(accounts.write(jdbc));
        }
        RejectsDocument.Written rejects = RejectsDocument.write(jdbc, facts.month(), sink);
        files.add(rejects.file());
        return new MonthTables(files, root(jdbc, facts, rejects, leaves.tree()), figures);
    }

    private static Optional<RootStatement> root(
            JdbcTemplate jdbc, MonthFacts facts, RejectsDocument.Written rejects, MerkleTree.Ended accounts) {
        SealStore seals = new SealStore(jdbc);
        boolean closedWithout = facts.month().state() == MonthState.CLOSED
                && seals.find(facts.month().month()).isEmpty();
        if (facts.provisional() || closedWithout) {
            return Optional.empty();
        }
        return Optional.of(new RootStatement(
                facts.month().month().toString(),
                seals.before(facts.month().month()).map(SealedMonth::root).orElse(StatementText.NOTHING_BEFORE),
                facts.prices().zone().getId(),
                facts.prices().currency(),
                facts.settlementInstant(),
                new RootStatement.PriceBook(
                        facts.prices().sha256(), facts.prices().version()),
                facts.inputs().stream()
                        .map(input -> new RootStatement.Input(
                                input.role().name(), input.lines(), input.bytes(), input.sha256(), input.name()))
                        .toList(),
                rejects.rooted(),
                accounts));
    }
}
