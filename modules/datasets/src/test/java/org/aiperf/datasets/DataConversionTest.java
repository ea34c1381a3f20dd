package org.aiperf.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.aiperf.datasets.pictures.Picture;
import org.aiperf.datasets.pictures.Png;
import org.aiperf.problems.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataConversionTest {
    @TempDir
    private Path folder;

    @Test
    void coloursGoThroughTfrecordAndFoldersUnchanged() throws Exception {
        DataSpec shapes = Specs.parse("shapes#0-40");

        DataConversion.Converted records = convert(shapes, DataFormat.TFRECORD, "records");
        DataConversion.Converted folders = convert(Specs.parse(records.spec()), DataFormat.FOLDER, "folders");
        DataConversion.Converted again = convert(Specs.parse(folders.spec()), DataFormat.TFRECORD, "again");

        assertThat(records.records()).isEqualTo(40);
        assertThat(records.skipped()).isEmpty();
        ImageSet original = shapes.load();
        ImageSet read = Specs.parse(records.spec()).load();
        assertThat(read.toString()).isEqualTo(original.toString());
        assertThat(read.pixels()).isEqualTo(original.pixels());
        for (int i = 0; i < 40; i++) {
            assertThat(read.label(i)).isEqualTo(original.label(i));
        }
        ImageSet sorted = Specs.parse(folders.spec()).load();
        ImageSet sortedAgain = Specs.parse(again.spec()).load();
        assertThat(sorted.size()).isEqualTo(40);
        assertThat(sorted.classes()).isEqualTo(10);
        assertThat(sortedAgain.pixels()).isEqualTo(sorted.pixels());
        assertThat(sum(sorted)).isEqualTo(sum(original));
        assertThat(DataCheck.of(Specs.parse(folders.spec()), (done, all) -> {}).perClass())
                .isEqualTo(DataCheck.of(shapes, (done, all) -> {}).perClass());
    }

    @Test
    void greyGoesThroughFoldersAndBackToIdxUnchanged() throws Exception {
        Path source = Files.createDirectory(folder.resolve("source"));
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 12; i++) {
            byte[] rgb = new byte[5 * 7 * 3];
            for (int p = 0; p < 35; p++) {
                byte grey = (byte) random.nextInt(256);
                rgb[3 * p] = grey;
                rgb[3 * p + 1] = grey;
                rgb[3 * p + 2] = grey;
            }
            Path of = Files.createDirectories(source.resolve("class" + i % 3));
            Files.write(of.resolve(i + ".png"), Png.of(new Picture(5, 7, rgb)));
        }
        DataSpec pictures = Specs.parse("folder:" + source);

        DataConversion.Converted idx = convert(pictures, DataFormat.IDX, "idx");
        DataConversion.Converted back = convert(Specs.parse(idx.spec()), DataFormat.FOLDER, "back");

        assertThat(Specs.parse(idx.spec()).header()).isEqualTo(new ImageSetHeader(12, 7, 5, 1, 3));
        assertThat(Specs.parse(back.spec()).load().pixels())
                .isEqualTo(pictures.load().pixels());
    }

    @Test
    void pictureFilesAreTakenOverByteByByteUnlessASizeIsNamed() throws Exception {
        Path source = Files.createDirectories(folder.resolve("source").resolve("only"));
        byte[] file = Png.of(new Picture(9, 4, new byte[108]));
        Files.write(source.resolve("a.png"), file);

        convert(Specs.parse("folder:" + source.getParent()), DataFormat.TFRECORD, "records");
        convert(Specs.parse("tfrecord:" + folder + "/records/*"), DataFormat.FOLDER, "whole");
        convert(Specs.parse("folder:" + source.getParent() + "?side=3"), DataFormat.FOLDER, "small");

        try (Stream<Path> written = Files.walk(folder.resolve("whole"))) {
            assertThat(written.filter(Files::isRegularFile))
                    .singleElement()
                    .satisfies(path -> assertThat(Files.readAllBytes(path)).isEqualTo(file));
        }
        assertThat(Specs.parse("folder:" + folder.resolve("small")).header().width())
                .isEqualTo(3);
    }

    @Test
    void whatTheFormatCannotHoldLeavesNothingBehind() throws Exception {
        assertThatThrownBy(() -> convert(Specs.parse("shapes#0-4"), DataFormat.IDX, "idx"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("image 0 cannot be written: it has colours");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void corruptRecordsAreLeftOutUpToTheLimit() throws Exception {
        Path source = Files.createDirectories(folder.resolve("source").resolve("only"));
        Files.write(source.resolve("a.png"), Png.of(new Picture(2, 2, new byte[12])));
        Files.write(source.resolve("b.png"), new byte[7]);
        DataSpec spec = Specs.parse("folder:" + source.getParent());

        assertThatThrownBy(() -> convert(spec, DataFormat.TFRECORD, "none")).isInstanceOf(InvalidInputException.class);
        DataConversion.Converted converted = DataConversion.run(
                spec, new CorruptLimit(1), DataFormat.TFRECORD, folder.resolve("some"), (done, all) -> {});

        assertThat(folder.resolve("none")).doesNotExist();
        assertThat(converted.records()).isEqualTo(1);
        assertThat(converted.skipped()).hasSize(1);
    }

    private DataConversion.Converted convert(DataSpec spec, DataFormat format, String name)
            throws IOException, InvalidInputException {
        return DataConversion.run(spec, CorruptLimit.NONE, format, folder.resolve(name), (done, all) -> {});
    }

    private static long sum(ImageSet set) {
        long sum = 0;
        for (byte pixel : set.pixels()) {
            sum += pixel & 0xff;
        }
        return sum;
    }
}
