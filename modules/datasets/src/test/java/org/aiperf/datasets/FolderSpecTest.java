package org.aiperf.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.aiperf.datasets.pictures.Picture;
import org.aiperf.datasets.pictures.Png;
import org.aiperf.problems.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSpecTest {
    @TempDir
    private Path folder;

    @Test
    void everyFolderIsAClassEvenAnEmptyOne() throws Exception {
        Picture first = picture(6, 4, 1);
        put("bird/2.png", Png.of(picture(6, 4, 2)));
        put("bird/1.PNG", Png.of(first));
        put("cat/.hidden.png", "x".getBytes(StandardCharsets.UTF_8));
        put("dog/notes.txt", "x".getBytes(StandardCharsets.UTF_8));
        put("dog/a.png", Png.of(picture(60, 40, 3)));
        put("readme.png", Png.of(first));

        ImageSource source = Specs.parse("folder:" + folder).open(CorruptLimit.NONE);

        assertThat(source.toString()).isEqualTo("3 images of 4×6×3, 3 classes");
        byte[] image = new byte[source.imageBytes()];
        assertThat(source.read(0, image)).isZero();
        assertThat(image).isEqualTo(first.rgb());
        assertThat(source.read(2, image)).isEqualTo(2);
        assertThat(Specs.parse("folder:" + folder + "?side=9").header()).isEqualTo(new ImageSetHeader(3, 9, 9, 3, 3));
    }

    @Test
    void anUnreadablePictureIsReplacedByTheNextAndNamedOnce() throws Exception {
        Picture good = picture(5, 5, 1);
        put("a/1.png", Png.of(good));
        put("a/2.png", "only text".getBytes(StandardCharsets.UTF_8));
        put("b/3.jpg", new byte[0]);
        put("b/4.bmp", Png.of(picture(5, 5, 4)));

        ImageSource source = Specs.parse("folder:" + folder).open(new CorruptLimit(0.5));
        byte[] image = new byte[source.imageBytes()];
        for (int i = 0; i < 3; i++) {
            assertThat(source.read(1, image)).isEqualTo(1);
            assertThat(image).isEqualTo(picture(5, 5, 4).rgb());
        }
        assertThat(source.skipped())
                .extracting(record -> Path.of(record.file()).getFileName().toString())
                .containsExactly("2.png", "3.jpg");
        assertThat(source.skipped().getFirst().what()).isEqualTo("it is no PNG, JPEG, BMP or GIF file");

        ImageSource strict = Specs.parse("folder:" + folder).open(new CorruptLimit(1));
        assertThatThrownBy(() -> strict.read(1, image))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("2 of 4 records are corrupt where 1 may be");
    }

    @Test
    void theLastIsFollowedByTheFirst() throws Exception {
        put("a/1.png", Png.of(picture(5, 5, 1)));
        put("a/2.png", new byte[3]);
        ImageSource source = Specs.parse("folder:" + folder).open(CorruptLimit.ANY);
        byte[] image = new byte[source.imageBytes()];
        source.read(1, image);
        assertThat(image).isEqualTo(picture(5, 5, 1).rgb());
    }

    @Test
    void aFolderWithoutPicturesIsRefused() throws Exception {
        assertThatThrownBy(() -> Specs.parse("folder:" + folder.resolve("none")).header())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there is no folder");
        put("a/readme.txt", new byte[3]);
        assertThatThrownBy(() -> Specs.parse("folder:" + folder).header())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there are no pictures");
        put("a/1.png", new byte[3]);
        assertThatThrownBy(() -> Specs.parse("folder:" + folder).header())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("none of its pictures can be read");
    }

    @Test
    void smallOnesCanBePadded() throws Exception {
        put("a/1.png", Png.of(picture(3, 2, 1)));
        ImageSource padded =
                Specs.parse("folder:" + folder).open(CorruptLimit.NONE).padTo(4);
        byte[] image = new byte[4 * 4 * 3];
        Arrays.fill(image, (byte) 9);
        padded.read(0, image);
        byte[] expected = new byte[image.length];
        System.arraycopy(picture(3, 2, 1).rgb(), 0, expected, 4 * 3, 9);
        System.arraycopy(picture(3, 2, 1).rgb(), 9, expected, 8 * 3, 9);
        assertThat(image).isEqualTo(expected);
    }

    private void put(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private static Picture picture(int width, int height, long seed) {
        byte[] rgb = new byte[width * height * 3];
        new SplittableRandom(seed).nextBytes(rgb);
        return new Picture(width, height, rgb);
    }
}
