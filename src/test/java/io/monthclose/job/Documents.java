package io.monthclose.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.util.DigestUtils;

/** The documents of a month as they lie in an output folder. */
public final class Documents {
    private Documents() {}

    /** Every document but {@code run.json}, whose bytes may differ, as text by its name. */
    public static SortedMap<String, String> in(Path folder) {
        SortedMap<String, String> documents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> !file.endsWith("run.json"))
                    .forEach(file -> documents.put(folder.relativize(file).toString(), text(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return documents;
    }

    /** The CSV files among them. */
    public static SortedMap<String, String> csvIn(Path folder) {
        SortedMap<String, String> documents = in(folder);
        documents.keySet().removeIf(name -> !name.endsWith(".csv"));
        return documents;
    }

    /** A page, most of which is the same in every month, as the hash of its bytes. */
    private static String text(Path file) {
        try {
            return file.toString().endsWith(".html")
                    ? DigestUtils.md5DigestAsHex(Files.readAllBytes(file))
                    : Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
