package org.aiperf.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes two arrays of noughts as {@code numpy.savez} does. */
final class NumpyArchive {
    private NumpyArchive() {}

    static byte[] of(String one, List<Integer> shape, String other, List<Integer> otherShape) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, one, shape);
            put(zip, other, otherShape);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, List<Integer> shape) throws IOException {
        String sides = shape.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ",)"));
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + sides + ", }\n";
        int numbers = shape.stream().reduce(1, Math::multiplyExact);
        ByteBuffer bytes = ByteBuffer.allocate(10 + header.length() + Float.BYTES * numbers)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        bytes.putShort((short) header.length());
        bytes.put(header.getBytes(StandardCharsets.US_ASCII));
        zip.putNextEntry(new ZipEntry(name + ".npy"));
        zip.write(bytes.array());
        zip.closeEntry();
    }
}
