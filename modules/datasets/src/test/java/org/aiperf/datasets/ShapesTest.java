package org.aiperf.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShapesTest {

    @Test
    void anyRangeShowsTheSameImages() {
        ImageSet all = new Shapes(7).images(0, 60);
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 20; trial++) {
            int from = random.nextInt(59);
            int to = random.nextInt(from + 1, 61);
            ImageSet part = new Shapes(7).images(from, to);
            for (int i = 0; i < part.size(); i++) {
                assertThat(part.label(i)).isEqualTo(all.label(from + i));
                assertThat(image(part, i)).isEqualTo(image(all, from + i));
            }
        }
    }

    @Test
    void otherSeedsShowOtherImages() {
        assertThat(image(new Shapes(7).images(0, 1), 0)).isNotEqualTo(image(new Shapes(8).images(0, 1), 0));
        assertThat(image(new Shapes(7).images(0, 1), 0)).isNotEqualTo(image(new Shapes(7).images(1, 2), 0));
    }

    @Test
    void showsEveryFigureAboutAsOften() {
        ImageSet set = new Shapes(1).images(0, 5000);
        int[] counts = new int[Shapes.CLASSES];
        for (int i = 0; i < set.size(); i++) {
            counts[set.label(i)]++;
        }
        // Binomial with mean 500 and deviation 21.
        assertThat(Arrays.stream(counts).min().orElseThrow()).isGreaterThan(410);
        assertThat(Arrays.stream(counts).max().orElseThrow()).isLessThan(590);
    }

    @Test
    void figuresAreNeitherEmptyNorFullAndStayWithinTheirCircle() {
        for (Figure figure : Figure.values()) {
            int inside = 0;
            int points = 0;
            for (double y = -1.2; y <= 1.2; y += 0.02) {
                for (double x = -1.2; x <= 1.2; x += 0.02) {
                    if (figure.distance(x, y) < 0) {
                        inside++;
                        assertThat(Math.hypot(x, y)).as(figure.name()).isLessThan(1.05);
                    }
                    points++;
                }
            }
            assertThat(inside / (double) points).as(figure.name()).isBetween(0.07, 0.45);
        }
    }

    /** The set must leave something to find: a linear model of the pixels stays far from what networks reach. */
    @Test
    void aLinearModelStaysUnderSeventyPerCent() {
        ImageSet train = new Shapes(1).images(0, 4000);
        ImageSet test = new Shapes(1).images(4000, 5000);

        double accuracy = SoftmaxRegression.train(train, 8, 0.001, 1).accuracy(test);

        assertThat(accuracy).isBetween(0.10, 0.70);
    }

    private static byte[] image(ImageSet set, int image) {
        int start = set.start(image);
        return Arrays.copyOfRange(set.pixels(), start, start + set.imageBytes());
    }
}
