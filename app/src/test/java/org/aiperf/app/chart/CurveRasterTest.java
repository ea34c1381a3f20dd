package org.aiperf.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CurveRasterTest {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 100;
    private static final int RED = 0xff0000;

    private final int[] pixels = new int[WIDTH * HEIGHT];
    private final CurveRaster raster = new CurveRaster(WIDTH, HEIGHT, pixels);

    private boolean isDrawn(int column, int row) {
        return pixels[row * WIDTH + column] != 0;
    }

    @Test
    void everyColumnShowsTheWholeRangeOfItsPoints() {
        long seed = 4;
        Random random = new Random(seed);
        int points = 50_000;
        CurveBuilder builder = new CurveBuilder();
        double[] y = new double[points];
        for (int i = 0; i < points; i++) {
            y[i] = random.nextInt(1_000) == 0 ? random.nextDouble() * 100 : 50;
            builder.add(i, y[i]);
        }
        Frame frame = new Frame(0, points, 0, 100);
        raster.line(builder.curve(), frame, RED, 2, Dash.SOLID);
        for (int i = 0; i < points; i++) {
            int column = (int) frame.column(i, WIDTH);
            int row = (int) Math.min(HEIGHT - 1, frame.row(y[i], HEIGHT));
            assertThat(isDrawn(column, row))
                    .as("seed %d, point %d (%.1f) at %d, %d", seed, i, y[i], column, row)
                    .isTrue();
        }
    }

    @Test
    void aLineBetweenFewPointsHasNoHoles() {
        raster.line(new CurveBuilder().add(0, 0).add(100, 100).curve(), new Frame(0, 100, 0, 100), RED, 2, Dash.SOLID);
        for (int column = 0; column < WIDTH; column++) {
            int row = Math.min(HEIGHT - 1, HEIGHT - 1 - column / 2);
            assertThat(isDrawn(column, row)).as("column %d", column).isTrue();
        }
    }

    @Test
    void dashesLeaveColumnsOutAndNothingIsDrawnOutsideTheCurve() {
        raster.line(new CurveBuilder().add(0, 50).add(50, 50).curve(), new Frame(0, 100, 0, 100), RED, 2, Dash.DASHED);
        int drawn = 0;
        for (int column = 0; column < WIDTH; column++) {
            boolean is = isDrawn(column, HEIGHT / 2);
            drawn += is ? 1 : 0;
            assertThat(is && column > 101).as("column %d", column).isFalse();
        }
        assertThat(drawn).isBetween(55, 75);
    }

    @Test
    void anAreaReachesFromTheLineToTheBottom() {
        raster.area(new CurveBuilder().add(0, 50).add(100, 50).curve(), new Frame(0, 100, 0, 100), RED, 0.2);
        assertThat(isDrawn(100, HEIGHT - 1)).isTrue();
        assertThat(isDrawn(100, HEIGHT / 2 + 1)).isTrue();
        assertThat(isDrawn(100, HEIGHT / 2 - 2)).isFalse();
    }
}
