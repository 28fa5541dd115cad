package io.monthclose.reference;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/** A rejected line as text: what is not text is written as {@code \xNN}, what is too long is cut. */
final class RawText {
    private static final int LONGEST_RAW = 4096;

    private RawText() {}

    static String of(byte[] line) {
        if (line.length <= LONGEST_RAW) {
            return visible(line);
        }
        return visible(Arrays.copyOf(line, LONGEST_RAW)) + " [" + line.length + " bytes, sha256 " + sha256(line) + "]";
    }

    private static String visible(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < bytes.length) {
            int length = lengthOfCharacterAt(bytes, at);
            if (length == 0 || isControl(bytes[at])) {
                text.append(String.format(Locale.ROOT, "\\x%02X", bytes[at] & 0xFF));
                at++;
            } else {
                text.append(new String(bytes, at, length, StandardCharsets.UTF_8));
                at += length;
            }
        }
        return text.toString();
    }

    private static boolean isControl(byte value) {
        return (value >= 0 && value < 0x20 && value != '\t') || value == 0x7F;
    }

    /** How many bytes the character that starts here has, or 0 where none starts. */
    private static int lengthOfCharacterAt(byte[] bytes, int at) {
        for (int length = 1; length <= 4 && at + length <= bytes.length; length++) {
            if (isText(ByteBuffer.wrap(bytes, at, length))) {
                return length;
            }
        }
        return 0;
    }

    private static boolean isText(ByteBuffer bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return true;
        } catch (CharacterCodingException notText) {
            return false;
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
