package org.aiperf.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ImageSetTest {
    private static final ImageSet SET =
            new ImageSet(1, 2, 2, 3, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, new int[] {0, 1, 2});

    @Test
    void slicesShareTheBytes() {
        ImageSet slice = SET.slice(1, 3).slice(1, 2);

        assertThat(slice.size()).isEqualTo(1);
        assertThat(slice.label(0)).isEqualTo(2);
        assertThat(slice.pixels()).isSameAs(SET.pixels());
        assertThat(slice.start(0)).isEqualTo(8);
        assertThatThrownBy(() -> slice.label(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> SET.slice(2, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void padsIntoTheMiddleOfBlack() {
        ImageSet padded = SET.slice(1, 2).padTo(4);

        assertThat(padded.toString()).isEqualTo("1 images of 4×4×2, 3 classes");
        assertThat(padded.label(0)).isEqualTo(1);
        byte[] expected = new byte[32];
        System.arraycopy(new byte[] {5, 6, 7, 8}, 0, expected, (1 * 4 + 1) * 2, 4);
        assertThat(padded.pixels()).isEqualTo(expected);
        assertThat(padded.padTo(4)).isSameAs(padded);
        assertThatThrownBy(() -> padded.padTo(3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesArraysThatDoNotFit() {
        assertThatThrownBy(() -> new ImageSet(1, 1, 1, 2, new byte[3], new int[2]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ImageSet(1, 1, 1, 2, new byte[1], new int[] {2}))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
