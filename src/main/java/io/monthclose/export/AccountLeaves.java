package io.monthclose.export;

import io.monthclose.seal.MerkleTree;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The leaves of the accounts, made of the very bytes that go into the documents: for each document that has rows of the account, its
 * name and LF, then these rows.
 */
final class AccountLeaves {
    private final MerkleTree tree = new MerkleTree();
    private final MessageDigest digest = MerkleTree.leaf();
    private final Optional<String> proven;
    private byte @Nullable [] provenData;
    private @Nullable ByteArrayOutputStream kept;

    /** Leaves of which one account's is to be proven, if any is. */
    AccountLeaves(Optional<String> proven) {
        this.proven = proven;
    }

    /** Begins an account, in the order of ids. */
    void begin(String account) {
        kept = proven.filter(account::equals).isPresent() ? new ByteArrayOutputStream() : null;
    }

    void add(byte[] bytes) {
        add(bytes, 0, bytes.length);
    }

    void add(byte[] bytes, int from, int count) {
        digest.update(bytes, from, count);
        if (kept != null) {
            kept.write(bytes, from, count);
        }
    }

    /** Ends the account that was begun. */
    void end() {
        byte[] hash = digest.digest();
        if (kept == null) {
            tree.add(hash);
        } else {
            provenData = kept.toByteArray();
            tree.addProven(hash);
            kept = null;
        }
        MerkleTree.startLeaf(digest);
    }

    /** Ends the tree. */
    MerkleTree.Ended tree() {
        return tree.end();
    }

    /** The data of the proven account's leaf; nothing when it has none. */
    byte @Nullable [] provenData() {
        return provenData;
    }
}
