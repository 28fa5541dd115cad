package io.monthclose.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.intake.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tree is the one of RFC 6962: by the roots that are published for it, and by its definition, which is slow and recursive. */
class MerkleTreeTest {
    private static final int MOST_LEAVES = 70;
    private static final List<String> PUBLISHED_LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    @ParameterizedTest
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    })
    void so_many_of_the_published_leaves_have_the_published_root(int leaves, String root) {
        MerkleTree tree = new MerkleTree();
        for (String leaf : PUBLISHED_LEAVES.subList(0, leaves)) {
            tree.add(Slow.leaf(HexFormat.of().parseHex(leaf)));
        }

        MerkleTree.Ended ended = tree.end();

        assertThat(ended.root()).isEqualTo(root);
        assertThat(ended.leaves()).isEqualTo(leaves);
        assertThat(ended.path()).isNull();
    }

    @Test
    void root_and_path_of_every_leaf_are_those_of_the_definition() {
        for (int leaves = 1; leaves <= MOST_LEAVES; leaves++) {
            List<byte[]> all = leaves(leaves);
            for (int proven = 0; proven < leaves; proven++) {
                MerkleTree.Ended ended = provenTree(all, proven);

                assertThat(ended.root()).as("%d leaves", leaves).isEqualTo(Sha256.hex(Slow.root(all)));
                MerkleTree.Path path = Objects.requireNonNull(ended.path());
                assertThat(path.index()).isEqualTo(proven);
                assertThat(path.hashes())
                        .as("leaf %d of %d", proven, leaves)
                        .isEqualTo(
                                Slow.path(proven, all).stream().map(Sha256::hex).toList());
            }
        }
    }

    @Test
    void a_leaf_is_no_node() {
        List<byte[]> two = leaves(2);
        byte[] both = new byte[64];
        System.arraycopy(two.get(0), 0, both, 0, 32);
        System.arraycopy(two.get(1), 0, both, 32, 32);
        MerkleTree forged = new MerkleTree();
        forged.add(Slow.leaf(both));

        assertThat(forged.end().root()).isNotEqualTo(Sha256.hex(Slow.root(two)));
    }

    private static MerkleTree.Ended provenTree(List<byte[]> leaves, int proven) {
        MerkleTree tree = new MerkleTree();
        for (int i = 0; i < leaves.size(); i++) {
            if (i == proven) {
                tree.addProven(leaves.get(i));
            } else {
                tree.add(leaves.get(i));
            }
        }
        return tree.end();
    }

    private static List<byte[]> leaves(int count) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(Slow.leaf(("leaf " + i).getBytes(StandardCharsets.UTF_8)));
        }
        return leaves;
    }

    /** RFC 6962, 2.1 and 2.1.1, word for word. */
    private static final class Slow {
        static byte[] leaf(byte[] data) {
            var digest = Sha256.start();
            digest.update((byte) 0);
            return digest.digest(data);
        }

        static byte[] root(List<byte[]> leaves) {
            if (leaves.size() == 1) {
                return leaves.getFirst();
            }
            int split = split(leaves.size());
            var digest = Sha256.start();
            digest.update((byte) 1);
            digest.update(root(leaves.subList(0, split)));
            return digest.digest(root(leaves.subList(split, leaves.size())));
        }

        static List<byte[]> path(int index, List<byte[]> leaves) {
            if (leaves.size() == 1) {
                return List.of();
            }
            int split = split(leaves.size());
            List<byte[]> left = leaves.subList(0, split);
            List<byte[]> right = leaves.subList(split, leaves.size());
            List<byte[]> path = new ArrayList<>(index < split ? path(index, left) : path(index - split, right));
            path.add(root(index < split ? right : left));
            return path;
        }

        /** The largest power of two below. */
        private static int split(int leaves) {
            int split = 1;
            while (split * 2 < leaves) {
                split *= 2;
            }
            return split;
        }
    }
}
