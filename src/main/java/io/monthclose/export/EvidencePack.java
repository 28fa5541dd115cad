package io.monthclose.export;

import io.monthclose.intake.Sha256;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.seal.SealStatement;
import io.monthclose.store.BookSeal;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthStore;
import io.monthclose.store.SealedMonth;
import io.monthclose.store.SnapshotStore;
import io.monthclose.store.TakenInput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One archive that proves a closed month to whoever has nothing else but its root and its seal: what it was settled from, what came
 * out, who closed it, and the statements that root and seal are the hashes of. The same bytes whenever it is written, and every
 * byte follows from what root and seal stand for. The last entry holds the SHA-256 of all bytes before it.
 */
final class EvidencePack {
    static final String MANIFEST = "manifest.json";
    private static final String LAST = "archive.sha256";

    /** What each take was, and the query that it asked. */
    private static final Set<String> TAKES = Set.of("usage_take", "take_query");

    /** What the documents were; the pack has them themselves. */
    private static final String DOCUMENTS = "month_document";

    private final JdbcTemplate jdbc;
    private final MonthRow month;
    private final SealedMonth sealed;
    private final List<Part> parts = new ArrayList<>();

    private EvidencePack(JdbcTemplate jdbc, MonthRow month, SealedMonth sealed) {
        this.jdbc = jdbc;
        this.month = month;
        this.sealed = sealed;
    }

    /** An entry: bytes, or a document that lies in a folder. */
    private record Part(WrittenFile file, byte @Nullable [] bytes, Path path) {}

    /** Writes the archive of a month whose documents are as they were sealed, and lie in a folder by their names. */
    static WrittenFile write(
            JdbcTemplate jdbc, MonthRow month, SealedMonth sealed, List<WrittenFile> documents, OutputFolder folder)
            throws IOException {
        return new EvidencePack(jdbc, month, sealed).write(documents, folder);
    }

    private WrittenFile write(List<WrittenFile> documents, OutputFolder folder) throws IOException {
        SealStatement seal = SealStatement.read(sealed.sealStatement())
                .orElseThrow(() -> changed("seal statement", "it cannot be read"));
        rows(seal);
        asWritten(seal, documents);
        add("root-statement.txt", sealed.rootStatement());
        add("seal-statement.txt", sealed.sealStatement());
        add("price-book.yaml", new MonthStore(jdbc).priceBookYaml(month));
        masterFiles();
        for (WrittenFile document : documents) {
            if (ExportFormat.of(document.name()) != ExportFormat.HTML) {
                parts.add(new Part(document, null, folder.file(document.name())));
            }
        }
        byte[] manifest = EvidenceManifest.render(
                jdbc, month, sealed, seal, parts.stream().map(Part::file).toList());
        return archive(folder, manifest);
    }

    private WrittenFile archive(OutputFolder folder, byte[] manifest) throws IOException {
        String name = "evidence-" + month.month() + ".zip";
        Path file = folder.file(name);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            StoredZip zip = new StoredZip(out);
            zip.add(MANIFEST, manifest);
            for (Part part : parts) {
                byte[] bytes = part.bytes();
                if (bytes == null) {
                    zip.add(part.file().name(), part.path());
                } else {
                    zip.add(part.file().name(), bytes);
                }
            }
            zip.add(LAST, (zip.sha256() + "\n").getBytes(StandardCharsets.US_ASCII));
            zip.end();
        }
        return new WrittenFile(name, Files.size(file), Sha256.of(file));
    }

    /** Rows under the seal: of the takes, and what the history had gained since the seal before. Those of the documents are looked at. */
    private void rows(SealStatement seal) {
        for (SealStatement.Section section : seal.sections()) {
            boolean history = section.kind() == SealStatement.Kind.HISTORY;
            boolean packed = history || TAKES.contains(section.table());
            if (packed || section.table().equals(DOCUMENTS)) {
                byte[] rows = new BookSeal(jdbc)
                        .rows(month.month(), section)
                        .orElseThrow(() -> changed(section.table(), "its rows are others"));
                if (packed) {
                    add((history ? "history/" : "take/") + section.table() + ".txt", rows);
                }
            }
        }
    }

    /** The seal is of the documents as the program that closed the month wrote them; this one may write them otherwise. */
    private void asWritten(SealStatement seal, List<WrittenFile> documents) {
        Map<String, MonthStore.Document> recorded = new MonthStore(jdbc)
                .documents(month.month()).stream()
                        .collect(Collectors.toMap(MonthStore.Document::name, Function.identity()));
        for (WrittenFile document : documents) {
            var now = new MonthStore.Document(document.name(), document.bytes(), document.sha256());
            if (!now.equals(recorded.get(document.name()))) {
                throw new ProblemException(
                        ProblemCode.NOT_NOW,
                        month.month() + " was closed by version "
                                + seal.closedBy().version() + " (build "
                                + seal.closedBy().build() + "), which wrote " + document.name()
                                + " otherwise than this one does, and its seal is of that one's bytes: make the pack"
                                + " with that version, on a backup from before the update; nothing was written");
            }
        }
    }

    private void masterFiles() {
        SnapshotStore snapshots = new SnapshotStore(jdbc);
        for (TakenInput input : snapshots.masterFiles(snapshots.take(month))) {
            byte[] content = Objects.requireNonNull(input.content());
            if (!Sha256.of(content).equals(input.sha256())) {
                throw changed("take_input", "the bytes kept of " + input.name() + " are others");
            }
            add("input/" + input.name(), content);
        }
    }

    private ProblemException changed(String what, String how) {
        return new ProblemException(
                ProblemCode.INVARIANT_BROKEN,
                month.month() + " is not what was closed: " + what + ": " + how
                        + "; nothing was written, verify names what differs");
    }

    private void add(String name, String text) {
        add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void add(String name, byte[] bytes) {
        parts.add(new Part(new WrittenFile(name, bytes.length, Sha256.of(bytes)), bytes, Path.of("")));
    }
}
