package org.aiperf.datasets.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScalingTest {

    @Test
    void theSameSizeIsTheSamePicture() {
        Picture picture = PictureReaderTest.noise(9, 7, 1);
        assertThat(Scaling.to(9, 7, picture)).isSameAs(picture);
    }

    @Test
    void aPlainPictureStaysPlain() {
        byte[] plain = new byte[13 * 11 * 3];
        Arrays.fill(plain, (byte) 201);
        for (int[] size : new int[][] {{1, 1}, {5, 3}, {40, 2}, {26, 22}, {14, 12}}) {
            assertThat(Scaling.to(size[0], size[1], new Picture(13, 11, plain)).rgb())
                    .hasSize(size[0] * size[1] * 3)
                    .containsOnly(201);
        }
    }

    @Test
    void aRampStaysARamp() {
        byte[] ramp = new byte[64 * 3];
        for (int x = 0; x < 64; x++) {
            Arrays.fill(ramp, 3 * x, 3 * x + 3, (byte) (3 * x));
        }
        for (int width : new int[] {16, 30, 128}) {
            byte[] scaled = Scaling.to(width, 1, new Picture(64, 1, ramp)).rgb();
            for (int x = width / 8; x < width - width / 8; x++) {
                double expected = 3 * ((x + 0.5) * 64 / width - 0.5);
                assertThat((double) (scaled[3 * x] & 0xff)).isBetween(expected - 1, expected + 1);
            }
        }
    }

    @Test
    void theMiddleHasTheWantedAspectRatio() {
        assertThat(Scaling.middle(100, 50, 10, 10)).isEqualTo(new Region(25, 0, 50, 50));
        assertThat(Scaling.middle(50, 100, 10, 10)).isEqualTo(new Region(0, 25, 50, 50));
        assertThat(Scaling.middle(50, 100, 20, 10)).isEqualTo(new Region(0, 37, 50, 25));
        assertThat(Scaling.middle(3000, 1, 10, 100)).isEqualTo(new Region(1499, 0, 1, 1));
    }
}
