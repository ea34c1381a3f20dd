package org.aiperf.training;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.aiperf.architecture.Weights;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;

/**
 * Weights in one file. All numbers are big-endian: the eight letters {@code AIPERFWT}; the version, 1, and the number of
 * arrays, four bytes each; of each array the length of its name (two bytes), its name in UTF-8, its length (four bytes)
 * and its floats; at the end the CRC32C of everything before it, four bytes.
 */
public final class Checkpoint {
    private static final byte[] MAGIC = "AIPERFWT".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int CHECKSUM_BYTES = Integer.BYTES;
    private static final int LONGEST_NAME = 1000;

    private Checkpoint() {}

    /**
     * Writes the weights so that the file is either the old one or the whole new one, whatever happens: to a temporary
     * file beside it, forced to the disk, then renamed.
     */
    public static void save(Weights weights, Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a root cannot be a checkpoint");
        Path temporary = Files.createTempFile(folder, "checkpoint", ".part");
        try {
            write(weights, temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceFolder(folder);
    }

    /**
     * Reads weights back.
     *
     * @throws InvalidInputException if there is no such file, or it is not a whole checkpoint
     * @throws IOException if the disk fails
     */
    public static Weights load(Path file) throws IOException, InvalidInputException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            CheckedInputStream checked = new CheckedInputStream(raw, new CRC32C());
            Weights weights = read(new DataInputStream(checked), Files.size(file) - CHECKSUM_BYTES, file);
            int expected = (int) checked.getChecksum().getValue();
            if (new DataInputStream(raw).readInt() != expected) {
                throw damaged(file, "its checksum is wrong");
            }
            if (raw.read() >= 0) {
                throw damaged(file, "something follows its end");
            }
            return weights;
        } catch (EOFException e) {
            throw damaged(file, "it breaks off");
        } catch (NoSuchFileException e) {
            throw new InvalidInputException(
                    Problem.of(file.toString(), "there is no such file", "name a checkpoint that was saved"));
        }
    }

    private static void write(Weights weights, Path file) throws IOException {
        try (FileOutputStream stream = new FileOutputStream(file.toFile())) {
            CheckedOutputStream checked =
                    new CheckedOutputStream(new BufferedOutputStream(stream, 1 << 16), new CRC32C());
            DataOutputStream out = new DataOutputStream(checked);
            out.write(MAGIC);
            out.writeInt(VERSION);
            out.writeInt(weights.names().size());
            for (String name : weights.names()) {
                byte[] letters = name.getBytes(StandardCharsets.UTF_8);
                if (letters.length > LONGEST_NAME) {
                    throw new IllegalArgumentException("the name of an array is too long: " + name);
                }
                float[] array = weights.get(name);
                out.writeShort(letters.length);
                out.write(letters);
                out.writeInt(array.length);
                ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(array.length, Float.BYTES));
                bytes.asFloatBuffer().put(array);
                out.write(bytes.array());
            }
            out.writeInt((int) checked.getChecksum().getValue());
            out.flush();
            stream.getFD().sync();
        }
    }

    /** Reads up to the checksum; never allocates more than the file holds. */
    private static Weights read(DataInputStream in, long length, Path file) throws IOException, InvalidInputException {
        long left = length - MAGIC.length - 2 * Integer.BYTES;
        if (left < 0) {
            throw new EOFException();
        }
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw damaged(file, "it is not a checkpoint");
        }
        int version = in.readInt();
        if (version != VERSION) {
            throw new InvalidInputException(Problem.of(
                    file.toString(),
                    "it is a checkpoint of version " + version + ", this program reads version " + VERSION,
                    "use the program that wrote it"));
        }
        int count = in.readInt();
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            int nameLength = in.readUnsignedShort();
            left -= Short.BYTES + nameLength + Integer.BYTES;
            if (nameLength > LONGEST_NAME || left < 0) {
                throw damaged(file, "it names an array that it has no room for");
            }
            String name = new String(in.readNBytes(nameLength), StandardCharsets.UTF_8);
            int size = in.readInt();
            left -= (long) size * Float.BYTES;
            if (size < 0 || left < 0) {
                throw damaged(file, "it promises more numbers than it holds");
            }
            byte[] bytes = in.readNBytes(size * Float.BYTES);
            float[] array = new float[size];
            ByteBuffer.wrap(bytes).asFloatBuffer().get(array);
            arrays.put(name, array);
        }
        return new Weights(arrays);
    }

    private static InvalidInputException damaged(Path file, String what) {
        return new InvalidInputException(
                Problem.of(file.toString(), what, "take an earlier checkpoint, or train again"));
    }

    /** Makes the rename itself durable; Windows cannot open a folder, and needs no such thing. */
    private static void forceFolder(Path folder) throws IOException {
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
