package org.aiperf.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import org.aiperf.app.text.Units;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

class CurveChartTest {

    @Test
    void aChartIsDrawnWithoutWindowOrEngine() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        CurveBuilder points = new CurveBuilder();
        for (int i = 0; i < 100_000; i++) {
            points.add(i / 100.0, 5e9 * (1 + 0.2 * Math.sin(i / 3_000.0)));
        }
        Curve curve = points.curve();
        WritableImage image = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            CurveChart chart = new CurveChart(
                    List.of(new Series("score", Dash.SOLID, 2, 0)), Units::roundRate, Units::rate, Units::clock, 0, 80);
            chart.setTexts("title", "100,000 of 100,000 points shown", List.of("score"));
            chart.show(List.of(curve), 1_000);
            Scene scene = new Scene(chart, 600, 300);
            assertThat(chart.points()).isEqualTo(100_000);
            return scene.snapshot(null);
        });
        int drawn = 0;
        int background = image.getPixelReader().getArgb(599, 299);
        for (int x = 70; x < 510; x++) {
            for (int y = 30; y < 270; y++) {
                drawn += image.getPixelReader().getArgb(x, y) == background ? 0 : 1;
            }
        }
        assertThat(drawn).as("pixels of lines").isGreaterThan(800);
    }
}
