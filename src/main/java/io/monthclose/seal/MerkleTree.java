package io.monthclose.seal;

import io.monthclose.intake.Sha256;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Merkle tree of RFC 6962 over leaves that come one after the other: a leaf's hash is SHA-256 of 0x00 and its data, a node's of
 * 0x01 and the hashes below it, and a tree of n leaves is split at the largest power of two below n. Holds the roots of the whole
 * subtrees so far, at most one for each bit of their number.
 */
public final class MerkleTree {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final Deque<Subtree> subtrees = new ArrayDeque<>();
    private final List<String> path = new ArrayList<>();
    private long leaves;
    private long provenIndex = -1;

    private record Subtree(long leaves, byte[] hash, boolean proven) {}

    /** Starts a leaf: what is then added to the digest is its data. */
    public static MessageDigest leaf() {
        MessageDigest digest = Sha256.start();
        startLeaf(digest);
        return digest;
    }

    /** Starts the next leaf on a digest that has been asked for the one before. */
    public static void startLeaf(MessageDigest digest) {
        digest.update(LEAF);
    }

    /** Adds the next leaf by its hash. */
    public void add(byte[] leafHash) {
        add(leafHash, false);
    }

    /** Adds the next leaf by its hash, and keeps the path from it to the root; at most one leaf of a tree. */
    public void addProven(byte[] leafHash) {
        if (provenIndex >= 0) {
            throw new IllegalStateException("a leaf is proven already");
        }
        provenIndex = leaves;
        add(leafHash, true);
    }

    private void add(byte[] leafHash, boolean proven) {
        Subtree last = new Subtree(1, leafHash, proven);
        while (!subtrees.isEmpty() && subtrees.element().leaves() == last.leaves()) {
            last = joined(subtrees.pop(), last);
        }
        subtrees.push(last);
        leaves++;
    }

    /** Ends the tree. */
    public Ended end() {
        Subtree right = null;
        Iterator<Subtree> fromRight = subtrees.iterator();
        while (fromRight.hasNext()) {
            Subtree left = fromRight.next();
            right = right == null ? left : joined(left, right);
        }
        String root = Sha256.hex(right == null ? Sha256.start().digest() : right.hash());
        return new Ended(leaves, root, provenIndex < 0 ? null : new Path(provenIndex, path));
    }

    private Subtree joined(Subtree left, Subtree right) {
        if (left.proven()) {
            path.add(Sha256.hex(right.hash()));
        }
        if (right.proven()) {
            path.add(Sha256.hex(left.hash()));
        }
        MessageDigest digest = Sha256.start();
        digest.update(NODE);
        digest.update(left.hash());
        digest.update(right.hash());
        return new Subtree(left.leaves() + right.leaves(), digest.digest(), left.proven() || right.proven());
    }

    /**
     * A whole tree.
     *
     * @param leaves how many
     * @param root in hex; of no leaves, the SHA-256 of nothing
     * @param path the path of the proven leaf, if any is
     */
    public record Ended(long leaves, String root, @Nullable Path path) {}

    /**
     * The way from a leaf to the root.
     *
     * @param index of the leaf, from 0
     * @param hashes what the leaf's side is joined with at each step, from the leaf on, in hex
     */
    public record Path(long index, List<String> hashes) {
        /** Copies the hashes. */
        public Path {
            hashes = List.copyOf(hashes);
        }
    }
}
