package io.monthclose.export;

import io.monthclose.intake.Sha256;
import io.monthclose.seal.MerkleTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A pack whose entries were changed by one who knows its form, and who makes every hash in it again. */
final class ForgedPack {
    private static final List<String> DOCUMENTS =
            List.of("bills.csv", "bill-lines.csv", "pack-draws.csv", "packs.csv", "freezes.csv", "ledger.csv");

    private final Map<String, String> entries = new LinkedHashMap<>();

    static ForgedPack of(Path pack) throws IOException {
        ForgedPack forged = new ForgedPack();
        try (InputStream in = Files.newInputStream(pack);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                forged.entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return forged;
    }

    String text(String name) {
        return Objects.requireNonNull(entries.get(name));
    }

    void replace(String name, String part, String by) {
        if (!text(name).contains(part)) {
            throw new IllegalArgumentException(name + " has no " + part);
        }
        entries.put(name, text(name).replace(part, by));
    }

    /** Puts a text in the place of all that match. */
    void replaceAll(String name, String pattern, String by) {
        String replaced = text(name).replaceAll(pattern, Matcher.quoteReplacement(by));
        if (replaced.equals(text(name))) {
            throw new IllegalArgumentException(name + " has no " + pattern);
        }
        entries.put(name, replaced);
    }

    /** Changes a field of all rows of a table. */
    void setField(String name, String column, String value) {
        List<String> rows = new ArrayList<>(text(name).lines().toList());
        int at = List.of(rows.getFirst().split("\t", -1)).indexOf(column);
        for (int i = 1; i < rows.size(); i++) {
            String[] fields = rows.get(i).split("\t", -1);
            fields[at] = value;
            rows.set(i, String.join("\t", fields));
        }
        entries.put(name, String.join("\n", rows) + "\n");
    }

    /** Changes a column in the rows of an account. */
    void setCell(String name, String account, int column, String value) {
        List<String> rows = new ArrayList<>(text(name).lines().toList());
        for (int i = 1; i < rows.size(); i++) {
            String[] fields = rows.get(i).split(",", -1);
            if (fields[name.equals("ledger.csv") ? 2 : 1].equals(account)) {
                fields[column] = value;
                rows.set(i, String.join(",", fields));
            }
        }
        entries.put(name, String.join("\n", rows) + "\n");
    }

    /** Puts another text in the place of an entry's. */
    void put(String name, String text) {
        Objects.requireNonNull(entries.replace(name, text), name);
    }

    /** Puts an entry behind another one. */
    void insertBehind(String before, String name, String text) {
        Map<String, String> all = new LinkedHashMap<>(entries);
        entries.clear();
        all.forEach((known, content) -> {
            entries.put(known, content);
            if (known.equals(before)) {
                entries.put(name, text);
            }
        });
    }

    /** Counts a digit of a field up, if it has one that can be. */
    boolean changeDigit(String name, int row, int column) {
        List<String> rows = new ArrayList<>(text(name).lines().toList());
        String[] fields = rows.get(row).split(",", -1);
        Matcher digit = Pattern.compile("[1-8]").matcher(fields[column]);
        if (!digit.find()) {
            return false;
        }
        char next = (char) (fields[column].charAt(digit.start()) + 1);
        fields[column] = fields[column].substring(0, digit.start()) + next + fields[column].substring(digit.end());
        rows.set(row, String.join(",", fields));
        entries.put(name, String.join("\n", rows) + "\n");
        return true;
    }

    /** Makes every hash again, from the documents to the last entry. */
    Path write(Path file) throws IOException {
        return write(file, sha256 -> sha256 + "\n");
    }

    /** Makes every hash again; what the last entry says of the archive's is up to the caller. */
    Path write(Path file, UnaryOperator<String> last) throws IOException {
        String oldRoot = sha256(text("root-statement.txt"));
        entries.put("root-statement.txt", text("root-statement.txt").replaceFirst("accounts [0-9]+ .*", accounts()));
        String root = sha256(text("root-statement.txt"));
        String settlement = hashed("settlement.json", text("settlement.json").replace(oldRoot, root));
        entries.put("settlement.json", settlement);
        String oldSeal = sha256(text("seal-statement.txt"));
        String seal = text("seal-statement.txt").replace(oldRoot, root);
        entries.put("seal-statement.txt", tables(documents(seal, settlement)));
        entries.put(
                "manifest.json",
                hashed(
                        "manifest.json",
                        text("manifest.json")
                                .replace(oldRoot, root)
                                .replace(oldSeal, sha256(text("seal-statement.txt")))));
        try (OutputStream out = Files.newOutputStream(file)) {
            StoredZip zip = new StoredZip(out);
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                String text = entry.getKey().equals("archive.sha256") ? last.apply(zip.sha256()) : entry.getValue();
                zip.add(entry.getKey(), text.getBytes(StandardCharsets.UTF_8));
            }
            zip.end();
        }
        return file;
    }

    private String accounts() {
        TreeMap<String, StringBuilder> leaves = new TreeMap<>();
        for (String name : DOCUMENTS) {
            TreeSet<String> begun = new TreeSet<>();
            text(name).lines().skip(1).forEach(row -> {
                String account = row.split(",", -1)[name.equals("ledger.csv") ? 2 : 1];
                StringBuilder leaf = leaves.computeIfAbsent(account, _ -> new StringBuilder());
                if (begun.add(account)) {
                    leaf.append(name).append('\n');
                }
                leaf.append(row).append('\n');
            });
        }
        MerkleTree tree = new MerkleTree();
        leaves.values().forEach(leaf -> {
            MessageDigest digest = MerkleTree.leaf();
            tree.add(digest.digest(leaf.toString().getBytes(StandardCharsets.UTF_8)));
        });
        return "accounts " + leaves.size() + " " + tree.end().root();
    }

    /** The size and the hash behind each name of an entry in a JSON file. */
    private String hashed(String in, String json) {
        String hashed = json;
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            if (!entry.getKey().equals(in)) {
                String text = entry.getValue();
                hashed = hashed.replaceAll(
                        "(\"name\" : \"" + Pattern.quote(entry.getKey())
                                + "\",\\s+\"bytes\" : )[0-9]+(,\\s+\"sha256\" : \")[0-9a-f]{64}",
                        "$1" + text.getBytes(StandardCharsets.UTF_8).length + "$2" + sha256(text));
            }
        }
        return hashed;
    }

    /** The seal's hashes of the rows that lie in the pack. */
    private String tables(String seal) {
        String hashed = seal;
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            if (entry.getKey().matches("(history|take)/.*")) {
                String table = entry.getKey().replaceAll(".*/|\\.txt", "");
                String rows = entry.getValue().substring(entry.getValue().indexOf('\n') + 1);
                hashed = hashed.replaceFirst(
                        "((?:table|history) " + table + " )[0-9]+ [0-9a-f]{64}",
                        "$1" + rows.lines().count() + " " + sha256(rows));
            }
        }
        return hashed;
    }

    /** The seal's hash of what documents there are. */
    private static String documents(String seal, String settlement) {
        TreeMap<String, String> rows = new TreeMap<>();
        Matcher files = Pattern.compile(
                        "\"name\" : \"([a-z.-]+)\",\\s+\"bytes\" : ([0-9]+),\\s+\"sha256\" : \"([0-9a-f]{64})\"")
                .matcher(settlement.substring(settlement.indexOf("\"files\"")));
        while (files.find()) {
            rows.put(files.group(1), row(files.group(2), files.group(1), files.group(3)));
        }
        rows.put(
                "settlement.json",
                row(
                        String.valueOf(settlement.getBytes(StandardCharsets.UTF_8).length),
                        "settlement.json",
                        sha256(settlement)));
        return seal.replaceFirst(
                "(table month_document [0-9]+ )[0-9a-f]{64}", "$1" + sha256(String.join("", rows.values())));
    }

    private static String row(String bytes, String name, String sha256) {
        return "2022-09\t" + bytes + "\t" + name + "\t" + sha256 + "\n";
    }

    private static String sha256(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
