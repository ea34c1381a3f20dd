package org.aiperf.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.aiperf.datasets.pictures.Picture;
import org.aiperf.datasets.pictures.Png;
import org.aiperf.datasets.tfrecord.ExampleWriter;
import org.aiperf.datasets.tfrecord.RecordWriter;
import org.aiperf.problems.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TfRecordSpecTest {
    @TempDir
    private Path folder;

    /** Picture i of the golden file is 9+i wide and 8 high; its pixel (x, y) is (10x, 20y, 50i). */
    @Test
    void readsWhatAnotherProgramWrote() throws Exception {
        Files.write(folder.resolve("train-1"), golden());
        Files.write(folder.resolve("train-0"), golden());
        ImageSource source =
                Specs.parse("tfrecord:" + folder + "/train-*?side=7&classes=4").open(CorruptLimit.NONE);

        assertThat(source.toString()).isEqualTo("8 images of 7×7×3, 4 classes");
        assertThat(source.varies()).isTrue();
        byte[] image = new byte[source.imageBytes()];
        for (int i = 0; i < 8; i++) {
            assertThat(source.read(i, image)).isEqualTo(i % 4);
            // The short side is 8 as it is, so nothing is filled up: the middle 7 rows begin with the first.
            int left = (9 + i % 4 - 8 * (9 + i % 4) / 8) / 2 + (9 + i % 4 - 7) / 2;
            assertThat(Arrays.copyOf(image, 6))
                    .containsExactly(10 * left, 0, 50 * (i % 4), 10 * (left + 1), 0, 50 * (i % 4));
        }
        assertThat(source.skipped()).isEmpty();
    }

    @Test
    void theSameSeedIsTheSameCropAndOthersAreOthers() throws Exception {
        Files.write(folder.resolve("train"), golden());
        ImageSource source = Specs.parse("tfrecord:" + folder + "/train?side=7").open(CorruptLimit.NONE);
        Set<Integer> seen = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            byte[] first = new byte[source.imageBytes()];
            byte[] second = new byte[source.imageBytes()];
            assertThat(source.readVaried(2, seed, first)).isEqualTo(2);
            source.readVaried(2, seed, second);
            assertThat(first).isEqualTo(second);
            seen.add(Arrays.hashCode(first));
        }
        assertThat(seen).hasSizeGreaterThan(20);
    }

    @Test
    void everyKindOfCorruptRecordIsNamed() throws Exception {
        byte[] png = Png.of(new Picture(8, 8, new byte[192]));
        try (RecordWriter writer = new RecordWriter(folder.resolve("data"))) {
            writer.write(new ExampleWriter()
                    .bytes("image/encoded", png)
                    .integer("image/class/label", 1)
                    .toBytes());
            writer.write("no message".getBytes(StandardCharsets.UTF_8));
            writer.write(new ExampleWriter().bytes("image/encoded", png).toBytes());
            writer.write(new ExampleWriter()
                    .bytes("image/encoded", png)
                    .integer("image/class/label", 0)
                    .toBytes());
            writer.write(new ExampleWriter().integer("image/class/label", 1).toBytes());
            writer.write(new ExampleWriter()
                    .text("image/encoded", "no picture")
                    .integer("image/class/label", 1)
                    .toBytes());
            writer.write(new byte[50]);
        }
        byte[] bytes = Files.readAllBytes(folder.resolve("data"));
        Files.write(folder.resolve("data"), Arrays.copyOf(bytes, bytes.length - 1));
        DataSpec spec = Specs.parse("tfrecord:" + folder + "/data?side=8&classes=2");

        assertThatThrownBy(spec::header)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("1 of 7 records are corrupt where 0 may be")
                .hasMessageContaining("data, record 6: bytes ");

        DataReport report = DataCheck.of(spec, (done, all) -> {});

        assertThat(report.records()).isEqualTo(1);
        assertThat(report.perClass()).containsExactly(1, 0);
        assertThat(report.skipped()).extracting(CorruptRecord::record).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(report.skipped().stream().map(CorruptRecord::what).toList())
                .element(1)
                .isEqualTo("it has 0 values of image/class/label, not one");
        assertThat(report.skipped().get(2).what()).isEqualTo("its label is 0, not 1 to 2");
        assertThat(report.skipped().get(3).what()).isEqualTo("it has no image/encoded");
        assertThat(report.skipped().get(4).what()).isEqualTo("it is no PNG, JPEG, BMP or GIF file");

        ImageSource source = spec.open(CorruptLimit.ANY);
        byte[] image = new byte[source.imageBytes()];
        assertThat(source.readVaried(3, 1, image)).isZero();
        assertThat(source.skipped()).hasSize(4);
    }

    @Test
    void aPatternThatFitsNoFileIsRefused() {
        assertThatThrownBy(() -> Specs.parse("tfrecord:" + folder + "/train-*").header())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there is no file");
        assertThatThrownBy(
                        () -> Specs.parse("tfrecord:" + folder + "/no/train-*").header())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cannot be read");
    }

    private static byte[] golden() throws IOException {
        try (InputStream in = TfRecordSpecTest.class.getResourceAsStream("golden.tfrecord")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }
}
