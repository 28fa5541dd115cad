package io.monthclose.intake;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.usage.Origin;
import io.monthclose.usage.UsageRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The form of a segment, deflated: a version byte, the number of rows, the file's rank, then row by row. Numbers are variable
 * in length; account ids and API codes are written once and referred to; lines and seconds are kept as differences.
 */
public final class SegmentCodec {
    private static final int VERSION = 1;

    private SegmentCodec() {}

    /** Writes the rows of one file, in the order of their lines. */
    static Segment encode(int bucket, List<KeptRow> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(rows.size() * 16 + 64);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater, 1 << 13))) {
            out.writeByte(VERSION);
            number(out, rows.size());
            number(out, rows.getFirst().record().origin().file());
            Encoder encoder = new Encoder(out);
            for (KeptRow row : rows) {
                encoder.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        byte[] packed = bytes.toByteArray();
        return new Segment(bucket, rows.size(), packed, Sha256.of(packed));
    }

    /**
     * Reads a segment's rows.
     *
     * @throws ProblemException INVARIANT_BROKEN when the bytes are not those that were hashed
     */
    public static void decode(byte[] bytes, String sha256, Consumer<KeptRow> rows) {
        if (!Sha256.of(bytes).equals(sha256)) {
            throw new ProblemException(
                    ProblemCode.INVARIANT_BROKEN,
                    "a segment of the snapshot is not what was taken: its SHA-256 differs");
        }
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

    private static final class Encoder {
        private final DataOutputStream out;
        private final Map<String, Integer> known = new HashMap<>();
        private long line;
        private long second;

        Encoder(DataOutputStream out) {
            this.out = out;
        }

        void write(KeptRow row) throws IOException {
            UsageRecord record = row.record();
            number(out, record.origin().line() - line);
            line = record.origin().line();
            reference(row.account());
            reference(record.api());
            out.writeUTF(record.recordId());
            number(out, record.calls());
            long at = record.occurredAt().getEpochSecond();
            number(out, ((at - second) << 1) ^ ((at - second) >> 63));
            second = at;
            number(out, record.occurredAt().getNano());
            number(out, row.timeForm());
            String raw = row.raw();
            if (raw != null) {
                out.writeUTF(raw);
            }
        }

        private void reference(String text) throws IOException {
            Integer index = known.putIfAbsent(text, known.size());
            if (index == null) {
                number(out, 0);
                out.writeUTF(text);
            } else {
                number(out, index + 1L);
            }
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

    private static void number(DataOutputStream out, long value) throws IOException {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
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
