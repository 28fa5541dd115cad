package io.monthclose.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.intake.Sha256;
import io.monthclose.seal.MerkleTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A leaf is made of the bytes that its rows have in the documents, however they fall into the buffer they are written through. */
class AccountLeavesTest {
    private static final int BUFFER_BYTES = 1 << 16;

    @Test
    void a_leaf_has_the_name_of_each_document_and_the_rows_of_its_account() throws IOException {
        for (int width = BUFFER_BYTES / 3 - 40; width < BUFFER_BYTES / 3 + 40; width++) {
            assertLeaves(width);
        }
        assertLeaves(BUFFER_BYTES - 1);
        assertLeaves(BUFFER_BYTES);
        assertLeaves(3 * BUFFER_BYTES);
    }

    private static void assertLeaves(int width) throws IOException {
        AccountLeaves leaves = new AccountLeaves(Optional.of("A2"));
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        MerkleTree expected = new MerkleTree();
        WrittenFile written;
        try (PlainCsv one = new PlainCsv("one.csv", first, "a,b", leaves);
                PlainCsv two = new PlainCsv("two.csv", second, "c", leaves)) {
            for (int account = 1; account <= 4; account++) {
                String field = Integer.toString(account).repeat(width);
                leaves.begin("A" + account);
                one.field(account).field(field).end();
                one.field("x").field(field).end();
                one.endAccount();
                if (account % 2 == 0) {
                    two.field(field).end();
                }
                two.endAccount();
                leaves.end();
                expected.add(leaf("one.csv\n" + account + "," + field + "\nx," + field + "\n"
                        + (account % 2 == 0 ? "two.csv\n" + field + "\n" : "")));
            }
            written = one.whole();
            two.whole();
        }

        assertThat(leaves.tree().root())
                .as("fields of %d", width)
                .isEqualTo(expected.end().root());
        assertThat(leaves.provenData())
                .asString(StandardCharsets.UTF_8)
                .startsWith("one.csv\n2,2")
                .endsWith("2\n");
        assertThat(written).isEqualTo(new WrittenFile("one.csv", first.size(), Sha256.of(first.toByteArray())));
        assertThat(first.toString(StandardCharsets.UTF_8))
                .startsWith("a,b\n1,1")
                .endsWith("4\n");
    }

    private static byte[] leaf(String data) {
        return MerkleTree.leaf().digest(data.getBytes(StandardCharsets.UTF_8));
    }
}
