package org.aiperf.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WeightArchiveTest {
    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    private static byte[] array(String kind, String shape, byte[] numbers) {
        String header = "{'descr': '" + kind + "', 'fortran_order': False, 'shape': (" + shape + "), }\n";
        ByteBuffer bytes =
                ByteBuffer.allocate(10 + header.length() + numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        bytes.putShort((short) header.length());
        bytes.put(header.getBytes(StandardCharsets.US_ASCII)).put(numbers);
        return bytes.array();
    }

    private static byte[] floats(float... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return bytes.array();
    }

    private static byte[] doubles(double... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(numbers);
        return bytes.array();
    }

    private static byte[] archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "conv1/kernel.npy", array("<f4", "1, 1, 2, 3", floats(1, 2, 3, 4, 5, 6)));
            put(zip, "conv1/bias.npy", array("<f8", "3,", doubles(7, 8, 9)));
            put(zip, "bn/gamma.npy", array("<f4", "1,", floats(0.5f)));
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        OutputStream out = zip;
        out.write(bytes);
        zip.closeEntry();
    }

    private List<ListOrderFill.Group> read(byte[] bytes) throws IOException {
        Path file = folder.resolve("weights.npz");
        Files.write(file, bytes);
        return WeightArchive.read(file, problems);
    }

    @Test
    void arraysComeByLayerInTheOrderOfTheArchive() throws IOException {
        List<ListOrderFill.Group> groups = read(archive());

        assertThat(problems.list()).isEmpty();
        assertThat(groups).extracting(ListOrderFill.Group::name).containsExactly("conv1", "bn");
        assertThat(groups.getFirst().arrays().get(0).shape()).containsExactly(1, 1, 2, 3);
        assertThat(groups.getFirst().arrays().get(0).values()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(groups.getFirst().arrays().get(1).values()).containsExactly(7, 8, 9);
    }

    @Test
    void whatIsNoArchiveIsRefusedWithAReason() throws IOException {
        read("not a zip".getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "a/b.npy", array("<f4", "1000000000, 1000000000", floats(1)));
        }
        read(bytes.toByteArray());
        WeightArchive.read(folder.resolve("none.npz"), problems);

        assertThat(problems.list())
                .extracting(Problem::message)
                .satisfiesExactly(
                        first -> assertThat(first).contains("holds no arrays"),
                        second -> assertThat(second).contains("too large"),
                        third -> assertThat(third).contains("no such file"));
    }

    @Test
    void damagedArchivesAreReadOrRefusedButNeverBreakTheReader() throws IOException {
        byte[] whole = archive();
        for (long seed = 1; seed <= 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(1, whole.length + 1));
            for (int i = random.nextInt(4); i > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Problems found = new Problems();
            Path file = folder.resolve("damaged.npz");
            Files.write(file, damaged);
            List<ListOrderFill.Group> groups = WeightArchive.read(file, found);
            assertThat(groups.isEmpty()).as("seed %d", seed).isEqualTo(!found.isEmpty());
        }
    }
}
