package org.aiperf.app.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CurveTest {

    @Test
    void rangesOfAnyStretchAreExact() {
        long seed = 20_261_124;
        Random random = new Random(seed);
        CurveBuilder builder = new CurveBuilder();
        double[] y = new double[5_000];
        for (int i = 0; i < y.length; i++) {
            y[i] = random.nextGaussian();
            builder.add(i, y[i]);
        }
        Curve curve = builder.curve();
        for (int round = 0; round < 500; round++) {
            int from = random.nextInt(y.length);
            int to = from + random.nextInt(y.length - from + 1);
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = from; i < to; i++) {
                low = Math.min(low, y[i]);
                high = Math.max(high, y[i]);
            }
            assertThat(curve.low(from, to))
                    .as("seed %d, %d to %d", seed, from, to)
                    .isEqualTo(low);
            assertThat(curve.high(from, to))
                    .as("seed %d, %d to %d", seed, from, to)
                    .isEqualTo(high);
        }
    }

    @Test
    void aCurveDoesNotChangeWhenItsBuilderGoesOn() {
        CurveBuilder builder = new CurveBuilder().add(0, 1).add(1, 2);
        Curve before = builder.curve();
        for (int i = 2; i < 1_000; i++) {
            builder.add(i, 100);
        }
        assertThat(before.size()).isEqualTo(2);
        assertThat(before.high(0, before.size())).isEqualTo(2);
        assertThat(builder.curve().high(0, 1_000)).isEqualTo(100);
    }

    @Test
    void valuesBetweenPointsLieOnTheLineAndOutsideThereAreNone() {
        Curve curve = new CurveBuilder().add(0, 0).add(10, 100).curve();
        assertThat(curve.at(2.5)).isEqualTo(25);
        assertThat(curve.at(10)).isEqualTo(100);
        assertThat(curve.at(-1)).isNaN();
        assertThat(curve.at(11)).isNaN();
        assertThat(Curve.EMPTY.at(0)).isNaN();
    }

    @Test
    void pointsThatGoBackOrAreNotFiniteAreRefused() {
        CurveBuilder builder = new CurveBuilder().add(5, 1);
        assertThatThrownBy(() -> builder.add(4, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.add(6, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
