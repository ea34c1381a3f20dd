package org.aiperf.datasets.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandomBoxTest {
    private static final int DRAWN = 20_000;

    @Test
    void areaAspectAndPlaceKeepTheirLimitsAndUseThemUp() {
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        for (int[] size : new int[][] {{500, 375}, {375, 500}, {64, 64}, {600, 90}}) {
            String as = "seed " + seed + ", " + size[0] + "×" + size[1];
            double leastArea = 1;
            double mostArea = 0;
            double aspects = 0;
            double lefts = 0;
            int narrow = 0;
            for (int i = 0; i < DRAWN; i++) {
                Region box = RandomBox.REFERENCE.draw(size[0], size[1], List.of(), random);
                double area = box.area() / ((double) size[0] * size[1]);
                double aspect = (double) box.width() / box.height();
                assertThat(box.intersection(Region.whole(size[0], size[1])))
                        .as(as)
                        .isEqualTo(box);
                assertThat(area).as(as).isBetween(0.05, 1.0);
                assertThat(aspect).as(as).isBetween(0.75 - 1.0 / box.height(), 1.33 + 1.0 / box.height());
                leastArea = Math.min(leastArea, area);
                mostArea = Math.max(mostArea, area);
                aspects += aspect;
                narrow += aspect < 1 ? 1 : 0;
                lefts += box.width() == size[0] ? 0.5 : box.left() / (double) (size[0] - box.width());
            }
            // Without objects the whole picture is one, and a tenth of it must be covered.
            assertThat(leastArea).as(as).isBetween(0.1, 0.108);
            // Of a picture much wider than high no part with such an aspect ratio is large.
            double largest = Math.min(Math.min(1.33 * size[1] / size[0], size[0] / (0.75 * size[1])), 1);
            assertThat(mostArea).as(as).isBetween(largest * 0.93, largest * 1.02);
            assertThat(aspects / DRAWN).as(as).isBetween(1.0, 1.12);
            assertThat(narrow / (double) DRAWN).as(as).isBetween(0.3, 0.5);
            assertThat(lefts / DRAWN).as(as).isBetween(0.485, 0.515);
        }
    }

    @Test
    void aPartShowsSomeOfAnObject() {
        SplittableRandom random = new SplittableRandom(8);
        Box object = new Box(0.9f, 0.9f, 1, 1);
        double least = 1;
        Region corner = new Region(450, 337, 50, 38);
        for (int i = 0; i < 2000; i++) {
            Region box = RandomBox.REFERENCE.draw(500, 375, List.of(object), random);
            assertThat(box.intersection(corner).area()).isGreaterThanOrEqualTo((long) (0.1 * corner.area()));
            least = Math.min(least, box.area() / (500.0 * 375));
        }
        assertThat(least).isBetween(0.05, 0.06);
    }

    @Test
    void whereNoPartWillDoTheWholeIsTaken() {
        RandomBox impossible = new RandomBox(0.99, 1, 4, 5, 0.1, 100);
        assertThat(impossible.draw(50, 50, List.of(), new SplittableRandom(1))).isEqualTo(Region.whole(50, 50));
        assertThat(RandomBox.REFERENCE.draw(1, 1, List.of(), new SplittableRandom(1)))
                .isEqualTo(Region.whole(1, 1));
        assertThat(RandomBox.REFERENCE.draw(4000, 1, List.of(), new SplittableRandom(1)))
                .isEqualTo(Region.whole(4000, 1));
    }
}
