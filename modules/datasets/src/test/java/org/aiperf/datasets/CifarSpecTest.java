package org.aiperf.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.aiperf.problems.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarSpecTest {
    private static final int RECORD = 3073;

    @TempDir
    private Path folder;

    @Test
    void readsPlanesAsPixels() throws Exception {
        for (int i = 1; i <= 5; i++) {
            write("data_batch_" + i + ".bin", records(i, 3));
        }
        write("test_batch.bin", records(6, 2));

        ImageSource train = Specs.parse("cifar10:" + folder).open(CorruptLimit.NONE);
        ImageSource test = Specs.parse("cifar10:" + folder + "/test").open(CorruptLimit.NONE);

        assertThat(train.toString()).isEqualTo("15 images of 32×32×3, 10 classes");
        assertThat(test.size()).isEqualTo(2);
        byte[] expected = Arrays.copyOfRange(records(2, 3), RECORD, 2 * RECORD);
        byte[] image = new byte[train.imageBytes()];
        assertThat(train.read(4, image)).isEqualTo(expected[0]);
        for (int pixel = 0; pixel < 1024; pixel++) {
            for (int c = 0; c < 3; c++) {
                assertThat(image[pixel * 3 + c]).isEqualTo(expected[1 + c * 1024 + pixel]);
            }
        }
        assertThat(Specs.parse("cifar10:" + folder + "/train#3-8").header().images())
                .isEqualTo(5);
        ImageSet all = Specs.parse("cifar10:" + folder + "/train").load();
        assertThat(all.label(4)).isEqualTo(expected[0]);
        assertThat(Arrays.copyOfRange(all.pixels(), all.start(4), all.start(5))).isEqualTo(image);
    }

    @Test
    void namesEveryMissingFile() {
        assertThatThrownBy(() -> Specs.parse("cifar10:" + folder).header())
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.problems()).hasSize(5));
    }

    @Test
    void aWrongLabelOrATornRecordIsSkippedUpToTheLimit() throws Exception {
        byte[] bytes = Arrays.copyOf(records(1, 5), 4 * RECORD + 100);
        bytes[2 * RECORD] = 10;
        write("test_batch.bin", bytes);
        DataSpec spec = Specs.parse("cifar10:" + folder + "/test");

        assertThatThrownBy(spec::header)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("1 of 5 records are corrupt where 0 may be")
                .hasMessageContaining("test_batch.bin, record 4: the file ends after 100 of its 3073 bytes");

        ImageSource source = spec.open(new CorruptLimit(2));
        byte[] image = new byte[source.imageBytes()];
        assertThat(source.size()).isEqualTo(4);
        assertThat(source.read(2, image)).isEqualTo(bytes[3 * RECORD]);
        assertThat(source.read(2, image)).isEqualTo(bytes[3 * RECORD]);
        assertThat(source.skipped()).extracting(CorruptRecord::record).containsExactly(2L, 4L);

        ImageSource strict = spec.open(new CorruptLimit(0.3));
        assertThatThrownBy(() -> strict.read(2, image))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("2 of 5 records are corrupt where 1 may be")
                .hasMessageContaining("record 2: its label is 10, not 0 to 9");
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }

    private static byte[] records(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = new byte[count * RECORD];
        random.nextBytes(bytes);
        for (int i = 0; i < count; i++) {
            bytes[i * RECORD] = (byte) random.nextInt(10);
        }
        return bytes;
    }
}
