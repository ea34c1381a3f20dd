package org.aiperf.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.aiperf.datasets.ImageSet;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    private static final int SIDE = 6;
    private static final ImageSet IMAGE = image();

    @Test
    void showsEveryShiftAndMirrorImageAndNothingElse() {
        Set<List<Byte>> possible = new HashSet<>();
        for (int down = -2; down <= 2; down++) {
            for (int right = -2; right <= 2; right++) {
                possible.add(shifted(down, right, false));
                possible.add(shifted(down, right, true));
            }
        }
        assertThat(possible).hasSize(50);
        assertThat(seen(new Augmentation(2, true))).isEqualTo(possible);
    }

    @Test
    void leavesImagesAloneIfNothingIsAskedFor() {
        assertThat(seen(new Augmentation(0, false))).containsExactly(shifted(0, 0, false));
    }

    private static Set<List<Byte>> seen(Augmentation augmentation) {
        SplittableRandom random = new SplittableRandom(1);
        Set<List<Byte>> seen = new HashSet<>();
        byte[] target = new byte[IMAGE.imageBytes()];
        for (int i = 0; i < 2000; i++) {
            augmentation.apply(IMAGE, IMAGE.pixels(), random, target);
            seen.add(boxed(target));
        }
        return seen;
    }

    /** Against a definition that looks every pixel up, over images and shifts of all sizes, a shift beyond the image too. */
    @Test
    void equalsTheDefinitionForImagesOfAnySize() {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 3000; round++) {
            int height = random.nextInt(1, 9);
            int width = random.nextInt(1, 9);
            int channels = random.nextInt(1, 5);
            byte[] pixels = new byte[height * width * channels];
            random.nextBytes(pixels);
            ImageSet image = new ImageSet(height, width, channels, 1, pixels, new int[] {0});
            Augmentation augmentation = new Augmentation(random.nextInt(0, 11), random.nextBoolean());
            long choice = random.nextLong();
            byte[] expected = new byte[pixels.length + 3];
            byte[] actual = new byte[pixels.length + 3];
            define(augmentation, image, new SplittableRandom(choice), expected);

            augmentation.apply(image, pixels, new SplittableRandom(choice), actual);

            assertThat(actual)
                    .as("seed %d, round %d, %d×%d×%d, %s", seed, round, height, width, channels, augmentation)
                    .isEqualTo(expected);
        }
    }

    private static void define(Augmentation augmentation, ImageSet image, SplittableRandom random, byte[] target) {
        int shift = augmentation.shift();
        int down = shift == 0 ? 0 : random.nextInt(-shift, shift + 1);
        int right = shift == 0 ? 0 : random.nextInt(-shift, shift + 1);
        boolean mirrored = augmentation.flip() && random.nextBoolean();
        for (int i = 0; i < image.imageBytes(); i++) {
            int channel = i % image.channels();
            int x = i / image.channels() % image.width();
            int y = i / image.channels() / image.width();
            int fromX = Math.clamp(x - right, 0, image.width() - 1);
            fromX = mirrored ? image.width() - 1 - fromX : fromX;
            int fromY = Math.clamp(y - down, 0, image.height() - 1);
            target[i] = image.pixels()[(fromY * image.width() + fromX) * image.channels() + channel];
        }
    }

    private static List<Byte> shifted(int down, int right, boolean mirrored) {
        byte[] result = new byte[IMAGE.imageBytes()];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int fromY = Math.clamp(y - down, 0, SIDE - 1);
                int fromX = Math.clamp(x - right, 0, SIDE - 1);
                if (mirrored) {
                    fromX = SIDE - 1 - fromX;
                }
                for (int c = 0; c < 2; c++) {
                    result[(y * SIDE + x) * 2 + c] = IMAGE.pixels()[(fromY * SIDE + fromX) * 2 + c];
                }
            }
        }
        return boxed(result);
    }

    private static List<Byte> boxed(byte[] bytes) {
        List<Byte> list = new ArrayList<>();
        for (byte b : bytes) {
            list.add(b);
        }
        return list;
    }

    private static ImageSet image() {
        byte[] pixels = new byte[SIDE * SIDE * 2];
        new SplittableRandom(4).nextBytes(pixels);
        assertThat(Arrays.equals(pixels, new byte[pixels.length])).isFalse();
        return new ImageSet(SIDE, SIDE, 2, 1, pixels, new int[] {0});
    }
}
