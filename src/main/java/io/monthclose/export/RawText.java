package io.monthclose.export;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A rejected line as text: at most 4 KiB of it, bytes that are not text as {@code \xNN}, then length and SHA-256. */
final class RawText {
    private static final int MOST_BYTES = 4096;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private RawText() {}

    static String of(byte[] raw, long rawBytes, String rawSha256) {
        int shown = Math.min(raw.length, MOST_BYTES);
        StringBuilder text = new StringBuilder(shown + 32);
        append(text, ByteBuffer.wrap(raw, 0, shown));
        if (rawBytes > MOST_BYTES) {
            text.append(" [")
                    .append(rawBytes)
                    .append(" bytes, sha256 ")
                    .append(rawSha256)
                    .append(']');
        }
        return text.toString();
    }

    private static void append(StringBuilder text, ByteBuffer bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer characters = CharBuffer.allocate(bytes.remaining() + 1);
        CoderResult result = CoderResult.OVERFLOW;
        while (!result.isUnderflow()) {
            result = decoder.decode(bytes, characters, true);
            characters.flip().chars().forEach(c -> appendCharacter(text, (char) c));
            characters.clear();
            if (result.isError()) {
                for (int i = 0; i < result.length(); i++) {
                    appendByte(text, bytes.get());
                }
                decoder.reset();
            }
        }
    }

    private static void appendCharacter(StringBuilder text, char character) {
        boolean control = (character < ' ' && character != '\t') || character == 0x7F;
        if (control) {
            appendByte(text, (byte) character);
        } else {
            text.append(character);
        }
    }

    private static void appendByte(StringBuilder text, byte value) {
        text.append("\\x").append(HEX.toHexDigits(value));
    }
}
