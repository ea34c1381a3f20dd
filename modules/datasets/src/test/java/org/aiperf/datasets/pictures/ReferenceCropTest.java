package org.aiperf.datasets.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReferenceCropTest {
    private static final int SIDE = 28;
    private static final ReferenceCrop CROP = new ReferenceCrop(SIDE);

    /** The two steps of the reference, each over whole pictures. */
    @Test
    void testingIsToCutOrFillUpTwice() throws Exception {
        for (int[] size : new int[][] {{60, 45}, {45, 60}, {32, 32}, {28, 28}, {20, 31}, {5, 9}, {100, 29}, {33, 28}}) {
            Picture picture = PictureReaderTest.noise(size[0], size[1], 1);
            int shorter = Math.min(size[0], size[1]);
            byte[] larger = centred(picture, size[0] * 32 / shorter, size[1] * 32 / shorter);
            Picture once = new Picture(size[0] * 32 / shorter, size[1] * 32 / shorter, larger);
            byte[] target = filled();
            try (PictureReader reader = PictureReader.open(Png.of(picture))) {
                CROP.test(reader, target);
            }
            assertThat(target).as(Arrays.toString(size)).isEqualTo(centred(once, SIDE, SIDE));
        }
    }

    @Test
    void aSquarePictureOfThatSizeIsTestedAsItIs() throws Exception {
        Picture picture = PictureReaderTest.noise(SIDE, SIDE, 4);
        byte[] target = filled();
        try (PictureReader reader = PictureReader.open(Png.of(picture))) {
            CROP.test(reader, target);
        }
        assertThat(target).isEqualTo(picture.rgb());
    }

    /** The same draws over whole pictures: box, mirror, middle. */
    @Test
    void trainingIsARandomPartMirroredOrNotAndThenItsMiddle() throws Exception {
        for (int[] size : new int[][] {{60, 45}, {31, 80}, {20, 15}, {29, 28}}) {
            Picture picture = PictureReaderTest.noise(size[0], size[1], 2);
            byte[] file = Png.of(picture);
            Set<Integer> seen = new HashSet<>();
            for (long seed = 0; seed < 60; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                Region box = RandomBox.REFERENCE.draw(size[0], size[1], List.of(), random);
                Picture part = part(picture, box);
                byte[] expected = centred(random.nextBoolean() ? part.mirrored() : part, SIDE, SIDE);
                byte[] target = filled();
                try (PictureReader reader = PictureReader.open(file)) {
                    CROP.train(reader, List.of(), new SplittableRandom(seed), target);
                }
                assertThat(target).as(Arrays.toString(size) + ", seed " + seed).isEqualTo(expected);
                seen.add(Arrays.hashCode(target));
            }
            assertThat(seen).hasSizeGreaterThan(40);
        }
    }

    private static byte[] filled() {
        byte[] target = new byte[SIDE * SIDE * 3];
        Arrays.fill(target, (byte) 77);
        return target;
    }

    private static Picture part(Picture picture, Region box) {
        byte[] rgb = new byte[(int) box.area() * 3];
        for (int y = 0; y < box.height(); y++) {
            int from = ((box.top() + y) * picture.width() + box.left()) * 3;
            System.arraycopy(picture.rgb(), from, rgb, y * box.width() * 3, box.width() * 3);
        }
        return new Picture(box.width(), box.height(), rgb);
    }

    /** Pad or crop around the middle, pixel by pixel. */
    private static byte[] centred(Picture picture, int width, int height) {
        int cutLeft = Math.max(picture.width() - width, 0) / 2;
        int cutTop = Math.max(picture.height() - height, 0) / 2;
        int padLeft = Math.max(width - picture.width(), 0) / 2;
        int padTop = Math.max(height - picture.height(), 0) / 2;
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0; y < Math.min(height, picture.height()); y++) {
            for (int x = 0; x < Math.min(width, picture.width()); x++) {
                for (int c = 0; c < 3; c++) {
                    rgb[((padTop + y) * width + padLeft + x) * 3 + c] =
                            picture.rgb()[((cutTop + y) * picture.width() + cutLeft + x) * 3 + c];
                }
            }
        }
        return rgb;
    }
}
