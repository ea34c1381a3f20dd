package org.aiperf.sessions;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The first 100 bytes of an SQLite file (SQLite, "Database File Format", section 1.3), looked at before SQLite is let
 * near the file, so that a stranger's file is refused without being touched.
 */
record DatabaseHeader(ByteBuffer bytes) {
    static final int SIZE = 100;

    /** "AIPW" in the field that names the application a file belongs to. */
    static final int APPLICATION_ID = 0x41495057;

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    static DatabaseHeader read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new DatabaseHeader(ByteBuffer.wrap(in.readNBytes(SIZE)));
        }
    }

    /** A file that was just made and has no content yet. */
    boolean isEmpty() {
        return bytes.limit() == 0;
    }

    boolean isSqlite() {
        return bytes.limit() == SIZE && bytes.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
    }

    boolean isOurs() {
        return bytes.getInt(68) == APPLICATION_ID;
    }

    /** Whether the fields that never vary have the only values they may have. */
    boolean isSound() {
        boolean pageSizeIsSound = pageSize() >= 512 && Integer.bitCount(pageSize()) == 1;
        boolean versionsAreSound = isVersion(bytes.get(18)) && isVersion(bytes.get(19));
        boolean fractionsAreSound = bytes.get(21) == 64 && bytes.get(22) == 32 && bytes.get(23) == 32;
        boolean isUtf8 = bytes.getInt(56) == 1;
        return pageSizeIsSound && versionsAreSound && fractionsAreSound && isUtf8;
    }

    /** In bytes; a file that is at rest has whole pages. */
    int pageSize() {
        int stored = bytes.getShort(16) & 0xffff;
        return stored == 1 ? 65_536 : stored;
    }

    private static boolean isVersion(byte value) {
        return value == 1 || value == 2;
    }
}
