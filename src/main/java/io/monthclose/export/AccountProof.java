package io.monthclose.export;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.seal.MerkleTree;
import io.monthclose.seal.RootStatement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the documents of a month say of one account, and the proof that it belongs to the month's root, as a text. Every character
 * follows from what is proven, so that none can be changed unnoticed.
 */
final class AccountProof {
    /** What comes between head and rows. */
    static final String ABOUT = """

        These are all the rows that the documents of the month have of this account, as they stand there. The hashes after
        them lead from these rows to the month's root. Whoever has the root from when the month was closed can check it:
        java CheckEvidence.java THIS-FILE --root ROOT
        """;

    private AccountProof() {}

    /** The text, and the root that it leads to. */
    record Proof(String text, RootStatement root) {}

    /**
     * Proves an account of a month that has a root.
     *
     * @throws ProblemException WRONG_USE when no document of the month has a row of the account
     */
    static Proof of(JdbcTemplate jdbc, MonthFacts facts, String account) throws IOException {
        AccountLeaves leaves = new AccountLeaves(Optional.of(account));
        MonthTables tables = MonthTables.write(jdbc, facts, DocumentSink.NOWHERE, leaves);
        RootStatement root = tables.root().orElseThrow();
        byte[] data = leaves.provenData();
        MerkleTree.Path path = root.accounts().path();
        if (data == null || path == null) {
            throw new ProblemException(
                    ProblemCode.WRONG_USE,
                    "--account " + account + ": no document of " + root.month() + " has a row of this account");
        }
        return new Proof(text(account, root, path, new String(data, StandardCharsets.UTF_8)), root);
    }

    private static String text(String account, RootStatement root, MerkleTree.Path path, String data) {
        StringBuilder text = new StringBuilder("month-close account proof, format 1\n");
        text.append("month ").append(root.month()).append('\n');
        text.append("account ").append(account).append('\n');
        text.append("leaf ").append(path.index()).append(" of ");
        text.append(root.accounts().leaves()).append('\n');
        text.append("root ").append(root.root()).append('\n');
        text.append(ABOUT);
        Map<String, String> headers = AccountDocuments.HEADERS;
        for (String line : data.lines().toList()) {
            String header = headers.get(line);
            if (header == null) {
                text.append(line).append('\n');
            } else {
                text.append('\n')
                        .append("document ")
                        .append(line)
                        .append('\n')
                        .append(header)
                        .append('\n');
            }
        }
        List<String> hashes = path.hashes();
        text.append("\npath ").append(hashes.size()).append('\n');
        hashes.forEach(hash -> text.append(hash).append('\n'));
        return text.append("\nroot statement\n")
                .append(root.text())
                .append("end\n")
                .toString();
    }
}
