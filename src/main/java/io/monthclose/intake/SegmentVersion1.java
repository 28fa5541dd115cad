package io.monthclose.intake;

import io.monthclose.usage.Origin;
import io.monthclose.usage.UsageRecord;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.InflaterInputStream;

/**
 * Reads segments as the first books hold them, deflated: a version byte, the number of rows, the file's rank, then row by row.
 * Numbers are variable in length; account ids and API codes are written once and referred to; lines and seconds are kept as
 * differences.
 */
final class SegmentVersion1 {
    private static final int VERSION = 1;

    private SegmentVersion1() {}

    /** Hands over a segment's rows. */
    static void decode(byte[] bytes, Consumer<KeptRow> rows) {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            if (in.readUnsignedByte() != VERSION) {
                throw new IOException("unknown segment version");
            }
            long count = number(in);
            Decoder decoder = new Decoder(in, (int) number(in));
            for (long i = 0; i < count; i++) {
                rows.accept(decoder.read());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Decoder {
        private final DataInputStream in;
        private final int file;
        private final List<String> known = new ArrayList<>();
        private long line;
        private long second;

        Decoder(DataInputStream in, int file) {
            this.in = in;
            this.file = file;
        }

        KeptRow read() throws IOException {
            line += number(in);
            String account = reference();
            String api = reference();
            String recordId = in.readUTF();
            long calls = number(in);
            long step = number(in);
            second += (step >>> 1) ^ -(step & 1);
            Instant at = Instant.ofEpochSecond(second, number(in));
            int form = (int) number(in);
            String raw = form == 0 ? in.readUTF() : null;
            return new KeptRow(account, new UsageRecord(recordId, api, calls, at, new Origin(file, line)), form, raw);
        }

        private String reference() throws IOException {
            int index = (int) number(in);
            if (index > 0) {
                return known.get(index - 1);
            }
            String text = in.readUTF();
            known.add(text);
            return text;
        }
    }

    private static long number(DataInputStream in) throws IOException {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
    }
}
