package io.monthclose.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Properties;

/** The parts of the page that come with the program: templates, style, script, and the chart library. */
final class ReportParts {
    private static final String WEBJAR = "META-INF/resources/webjars/chart.js/";
    private static final String WEBJAR_VERSION = "META-INF/maven/org.webjars.npm/chart.js/pom.properties";

    private ReportParts() {}

    static String text(String name) {
        return unified(read("io/monthclose/export/" + name));
    }

    /** Chart.js as one script, without the comment that makes developer tools look for a file beside the page. */
    static String chartLibrary() {
        String script = unified(read(WEBJAR + chartLibraryVersion() + "/dist/chart.umd.min.js"));
        return script.replaceAll("(?m)^//# sourceMappingURL=.*$", "").strip();
    }

    /** Lets in these inline texts and nothing else, from nowhere else. */
    static String contentSecurityPolicy(String style, String... scripts) {
        StringBuilder policy =
                new StringBuilder("default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:");
        policy.append("; style-src ").append(hash(style)).append("; script-src");
        for (String script : scripts) {
            policy.append(' ').append(hash(script));
        }
        return policy.toString();
    }

    private static String chartLibraryVersion() {
        try (InputStream in = open(WEBJAR_VERSION)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** One form of line end: a browser hashes the text that it reads, where CR LF is LF. */
    private static String unified(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private static byte[] read(String path) {
        try (InputStream in = open(path)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static InputStream open(String path) {
        InputStream in = ReportParts.class.getClassLoader().getResourceAsStream(path);
        if (in == null) {
            throw new IllegalStateException("the program lacks its own part " + path);
        }
        return in;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
