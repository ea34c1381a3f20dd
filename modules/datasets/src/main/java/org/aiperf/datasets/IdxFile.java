package org.aiperf.datasets;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;

/**
 * A file of unsigned bytes in the IDX format (LeCun, the MNIST database): two zero bytes, the type 8, the number of
 * dimensions, each dimension as four bytes big-endian, then the bytes. Its length has been checked against its head, so
 * that no size in a damaged head is believed.
 */
final class IdxFile {
    private static final int UNSIGNED_BYTES = 0x08;
    /** Deflate cannot compress by more than this (1032:1, zlib technical notes). */
    private static final long LARGEST_RATIO = 1032;

    private final Path path;
    private final int[] sizes;

    private IdxFile(Path path, int[] sizes) {
        this.path = path;
        this.sizes = sizes;
    }

    /** Reads the head and checks the length; {@code .gz} files are unpacked. */
    static IdxFile open(Path path, int dimensions) throws InvalidInputException {
        try (InputStream stream = stream(path)) {
            DataInputStream in = new DataInputStream(stream);
            int magic = in.readInt();
            if (magic != (UNSIGNED_BYTES << 8 | dimensions)) {
                throw damaged(
                        path,
                        "it does not begin as an IDX file of bytes in " + dimensions + " dimension"
                                + (dimensions == 1 ? "" : "s"));
            }
            int[] sizes = new int[dimensions];
            for (int i = 0; i < dimensions; i++) {
                sizes[i] = in.readInt();
                if (sizes[i] < 1) {
                    throw damaged(path, "its head gives a size of " + Integer.toUnsignedString(sizes[i]));
                }
            }
            IdxFile file = new IdxFile(path, sizes);
            file.checkLength();
            return file;
        } catch (EOFException e) {
            throw damaged(path, "it ends within its head");
        } catch (ZipException e) {
            throw damaged(path, "it is not a whole gzip file");
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** Items along the first dimension. */
    int count() {
        return sizes[0];
    }

    int size(int dimension) {
        return sizes[dimension];
    }

    /** The bytes of {@code count} items from {@code first} on. */
    byte[] items(int first, int count) throws InvalidInputException {
        long length = count * itemBytes();
        long memory = Runtime.getRuntime().maxMemory();
        if (length > Math.min(memory / 2, Integer.MAX_VALUE - 8L)) {
            throw new InvalidInputException(Problem.of(
                    path.toString(),
                    "it holds " + (length >> 20) + " MB, too much for the " + (memory >> 20) + " MB of this program",
                    "take a range of it, as in #0-7000"));
        }
        try (InputStream in = stream(path)) {
            in.skipNBytes(headBytes() + first * itemBytes());
            byte[] items = new byte[(int) length];
            if (in.readNBytes(items, 0, items.length) < items.length) {
                throw damaged(path, "it ends before its last item");
            }
            return items;
        } catch (EOFException e) {
            throw damaged(path, "it ends before its last item");
        } catch (ZipException e) {
            throw damaged(path, "its gzip data is damaged");
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private void checkLength() throws IOException, InvalidInputException {
        long onDisk = Files.size(path);
        long limit = gzipped(path) ? onDisk * LARGEST_RATIO : onDisk;
        long expected = headBytes();
        try {
            long items = 1;
            for (int size : sizes) {
                items = Math.multiplyExact(items, size);
            }
            expected = Math.addExact(expected, items);
        } catch (ArithmeticException e) {
            throw damaged(path, "its head gives sizes beyond all measure");
        }
        if (expected > limit) {
            throw damaged(path, "its head promises " + expected + " bytes, more than the file can hold");
        }
        if (!gzipped(path) && onDisk != expected) {
            throw damaged(path, "it has " + onDisk + " bytes where its head promises " + expected);
        }
        if (gzipped(path) && lengthInTrailer() != (expected & 0xffff_ffffL)) {
            long unpacked = unpackedLength();
            if (unpacked != expected) {
                throw damaged(path, "it unpacks to " + unpacked + " bytes where its head promises " + expected);
            }
        }
    }

    /** The length modulo 2^32 that a gzip file of one member ends with (RFC 1952, ISIZE). */
    private long lengthInTrailer() throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            ByteBuffer trailer = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
            while (trailer.hasRemaining() && channel.read(trailer, channel.size() - trailer.remaining()) >= 0) {}
            return trailer.getInt(0) & 0xffff_ffffL;
        }
    }

    private long unpackedLength() throws IOException, InvalidInputException {
        long length = 0;
        byte[] scratch = new byte[1 << 16];
        try (InputStream in = stream(path)) {
            for (int read; (read = in.read(scratch)) >= 0; ) {
                length += read;
            }
            return length;
        } catch (EOFException | ZipException e) {
            throw damaged(path, "its gzip data breaks off or is damaged after " + length + " bytes");
        }
    }

    private int headBytes() {
        return 4 + 4 * sizes.length;
    }

    private long itemBytes() {
        long bytes = 1;
        for (int i = 1; i < sizes.length; i++) {
            bytes *= sizes[i];
        }
        return bytes;
    }

    private static boolean gzipped(Path path) {
        return path.toString().endsWith(".gz");
    }

    private static InputStream stream(Path path) throws IOException {
        InputStream file = Files.newInputStream(path);
        try {
            return gzipped(path) ? new GZIPInputStream(file, 1 << 16) : new BufferedInputStream(file, 1 << 16);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static InvalidInputException damaged(Path path, String message) {
        return new InvalidInputException(Problem.of(path.toString(), message, "fetch the file again"));
    }

    private static InvalidInputException unreadable(Path path, IOException e) {
        String reason = e.getMessage();
        return new InvalidInputException(Problem.of(
                path.toString(),
                "it cannot be read (" + (reason == null ? e.getClass().getSimpleName() : reason) + ")",
                "check that the file is there and may be read"));
    }
}
