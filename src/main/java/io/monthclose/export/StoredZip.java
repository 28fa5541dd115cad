package io.monthclose.export;

import io.monthclose.intake.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A ZIP archive whose bytes follow from its entries alone: stored and not packed, all of the same time, without attributes. Whoever
 * has the entries can write every byte of it again. At most 4 GiB, which is what the plain form of such an archive holds.
 */
final class StoredZip {
    private static final long MOST_BYTES = 0xFFFF_FFFEL;
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final short VERSION = 10;
    private static final short UTF_8_NAMES = 0x0800;

    /** The 1st of January 1980, the first day that there is. */
    private static final short DAY = 0x21;

    private final OutputStream out;
    private final MessageDigest digest = Sha256.start();
    private final List<Entry> entries = new ArrayList<>();
    private long written;

    private record Entry(byte[] name, int crc, long size, long offset) {}

    StoredZip(OutputStream out) {
        this.out = out;
    }

    /** Adds a file. */
    void add(String name, Path file) throws IOException {
        CRC32 crc = new CRC32();
        long size = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                crc.update(buffer, 0, count);
                size += count;
            }
        }
        begin(name, (int) crc.getValue(), size);
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                write(buffer, count);
            }
        }
    }

    /** Adds bytes. */
    void add(String name, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        begin(name, (int) crc.getValue(), bytes.length);
        write(bytes, bytes.length);
    }

    /** The SHA-256 of everything so far, in hex; asked for once. */
    String sha256() {
        return Sha256.hex(digest.digest());
    }

    /** Writes the directory at the end. */
    void end() throws IOException {
        long from = written;
        for (Entry entry : entries) {
            ByteBuffer header = header(CENTRAL, 46 + entry.name().length).putShort(VERSION);
            common(header, entry);
            header.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
            header.putInt((int) entry.offset()).put(entry.name());
            write(header);
        }
        long size = written - from;
        ByteBuffer end = header(END, 22).putInt(0);
        end.putShort((short) entries.size()).putShort((short) entries.size());
        end.putInt((int) size).putInt((int) from).putShort((short) 0);
        write(end);
    }

    private void begin(String name, int crc, long size) throws IOException {
        Entry entry = new Entry(name.getBytes(StandardCharsets.UTF_8), crc, size, written);
        entries.add(entry);
        if (written + size > MOST_BYTES || entries.size() > Short.MAX_VALUE) {
            throw new IOException("it would be larger than 4 GiB, which its form cannot hold");
        }
        ByteBuffer header = header(LOCAL, 30 + entry.name().length);
        common(header, entry);
        header.put(entry.name());
        write(header);
    }

    private void write(ByteBuffer header) throws IOException {
        byte[] bytes = new byte[header.capacity()];
        header.get(0, bytes);
        write(bytes, bytes.length);
    }

    private static ByteBuffer header(int signature, int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(signature);
    }

    /** What the header before an entry and the one in the directory share. */
    private static void common(ByteBuffer header, Entry entry) {
        header.putShort(VERSION).putShort(UTF_8_NAMES).putShort((short) 0);
        header.putShort((short) 0).putShort(DAY);
        header.putInt(entry.crc()).putInt((int) entry.size()).putInt((int) entry.size());
        header.putShort((short) entry.name().length).putShort((short) 0);
    }

    private void write(byte[] bytes, int count) throws IOException {
        digest.update(bytes, 0, count);
        out.write(bytes, 0, count);
        written += count;
        if (written > MOST_BYTES) {
            throw new IOException("it would be larger than 4 GiB, which its form cannot hold");
        }
    }
}
