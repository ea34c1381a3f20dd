package org.aiperf.architecture;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;

/**
 * Weights of another program: NumPy's {@code .npz}, a ZIP archive of one {@code .npy} to an array. An array is called
 * {@code LAYER/ARRAY}; layers, and the arrays of each, are in the order of the archive. Numbers are little-endian
 * {@code f4} or {@code f8}, rows first.
 */
public final class WeightArchive {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern KIND = Pattern.compile("'descr':\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([0-9, ]*)\\)");
    private static final int LONGEST_HEADER = 1 << 16;
    private static final long MOST_NUMBERS = 1L << 27;

    private WeightArchive() {}

    /** The layers of an archive; none, with every problem noted, if it cannot be read. */
    public static List<ListOrderFill.Group> read(Path file, Problems problems) {
        Map<String, List<ListOrderFill.Array>> layers = new LinkedHashMap<>();
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                ZipInputStream zip = new ZipInputStream(raw)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName().replaceFirst("\\.npy$", "");
                String layer = name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : name;
                layers.computeIfAbsent(layer, _ -> new ArrayList<>()).add(array(zip));
            }
            if (layers.isEmpty()) {
                throw new ZipException("it holds no arrays");
            }
        } catch (NoSuchFileException e) {
            problems.add(Problem.of(file.toString(), "there is no such file", "name an archive of weights (.npz)"));
            return List.of();
        } catch (EOFException e) {
            problems.add(Problem.of(file.toString(), "it breaks off", "write the archive again"));
            return List.of();
        } catch (IOException e) {
            problems.add(Problem.of(
                    file.toString(), "it is no archive of weights: " + e.getMessage(), "write it with numpy.savez"));
            return List.of();
        }
        List<ListOrderFill.Group> groups = new ArrayList<>();
        layers.forEach((name, arrays) -> groups.add(new ListOrderFill.Group(name, arrays)));
        return groups;
    }

    private static ListOrderFill.Array array(InputStream in) throws IOException {
        String header = header(in);
        String kind = found(KIND, header, "kind of number");
        if (!kind.equals("<f4") && !kind.equals("<f8")) {
            throw new ZipException("numbers of kind " + kind + " where <f4 or <f8 is needed");
        }
        if (!found(ORDER, header, "order").equals("False")) {
            throw new ZipException("an array lies columns first");
        }
        List<Integer> shape = shape(found(SHAPE, header, "shape"));
        long numbers = 1;
        for (int side : shape) {
            numbers = Math.multiplyExact(numbers, (long) side);
            if (numbers > MOST_NUMBERS) {
                throw new ZipException("an array of shape " + shape + " is too large");
            }
        }
        return new ListOrderFill.Array(shape, numbers(in, (int) numbers, kind.equals("<f8")));
    }

    private static String header(InputStream in) throws IOException {
        if (!Arrays.equals(bytes(in, MAGIC.length), MAGIC)) {
            throw new ZipException("an entry is not an array");
        }
        int version = bytes(in, 2)[0];
        ByteBuffer length = ByteBuffer.wrap(bytes(in, version == 1 ? Short.BYTES : Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        int size = version == 1 ? Short.toUnsignedInt(length.getShort()) : length.getInt();
        if (size < 0 || size > LONGEST_HEADER) {
            throw new ZipException("the header of an array has " + size + " bytes");
        }
        return new String(bytes(in, size), StandardCharsets.ISO_8859_1);
    }

    private static String found(Pattern pattern, String header, String what) throws ZipException {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new ZipException("the header of an array names no " + what);
        }
        return matcher.group(1);
    }

    private static List<Integer> shape(String sides) throws ZipException {
        List<Integer> shape = new ArrayList<>();
        for (String side : sides.split(",")) {
            if (side.strip().length() > 9) {
                throw new ZipException("an array of shape (" + sides + ") is too large");
            }
            if (!side.isBlank()) {
                shape.add(Integer.parseInt(side.strip()));
            }
        }
        return shape;
    }

    private static float[] numbers(InputStream in, int count, boolean isDouble) throws IOException {
        int width = isDouble ? Double.BYTES : Float.BYTES;
        ByteBuffer bytes =
                ByteBuffer.wrap(bytes(in, Math.multiplyExact(count, width))).order(ByteOrder.LITTLE_ENDIAN);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = isDouble ? (float) bytes.getDouble() : bytes.getFloat();
        }
        return numbers;
    }

    /** Memory is taken as bytes come: a header that promises more than follows costs nothing. */
    private static byte[] bytes(InputStream in, int count) throws IOException {
        byte[] read = in.readNBytes(count);
        if (read.length < count) {
            throw new EOFException();
        }
        return read;
    }
}
