package org.aiperf.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.aiperf.reports.Series.Point;
import org.junit.jupiter.api.Test;

final class SeriesTest {
    @Test
    void aLongCurveKeepsItsEndsItsPeaksAndItsOrder() {
        long seed = 7;
        Random random = new Random(seed);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            points.add(new Point(i, random.nextGaussian()));
        }

        List<Point> thinned = new Series("", points, false).thinned();

        Comparator<Point> byValue = Comparator.comparingDouble(Point::value);
        assertThat(thinned.size()).as("seed %d", seed).isBetween(600, 802);
        assertThat(thinned).isSortedAccordingTo(Comparator.comparingDouble(Point::seconds));
        assertThat(thinned).startsWith(points.getFirst()).endsWith(points.getLast());
        assertThat(thinned).contains(points.stream().max(byValue).orElseThrow());
        assertThat(thinned).contains(points.stream().min(byValue).orElseThrow());
    }

    @Test
    void aShortCurveIsShownWholeWithoutWhatCannotBeDrawn() {
        List<Point> points = List.of(new Point(0, 1), new Point(1, Double.NaN), new Point(2, 3));

        assertThat(new Series("", points, false).thinned()).containsExactly(new Point(0, 1), new Point(2, 3));
    }
}
