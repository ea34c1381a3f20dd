package org.aiperf.app.chart;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Group;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Line;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * A chart of curves over time. The lines are pixels ({@link CurveRaster}); axes, labels and the cross-hair are nodes,
 * styled by the style sheet. Each curve is labelled at its end, and differs from the others by its dash as well.
 */
public final class CurveChart extends Region {
    private static final double TOP = 24;
    private static final double BOTTOM = 22;
    private static final double LEFT = 66;

    private final List<Series> series;
    private final DoubleFunction<String> tickText;
    private final DoubleFunction<String> valueText;
    private final DoubleFunction<String> timeText;
    private final double fixedHigh;
    private final double labelWidth;

    private final ImageView image = new ImageView();
    private final Group grid = new Group();
    private final List<Text> labels = new ArrayList<>();
    private final Text title = text("chart-title");
    private final Text count = text("chart-count");
    private final CrossHair crossHair;

    private List<Curve> curves = List.of();
    private double end;
    private Frame frame = new Frame(0, 1, 0, 1);
    private @Nullable PixelBuffer<IntBuffer> buffer;
    private int pixelWidth;
    private int pixelHeight;
    private double scale = 1;

    /**
     * @param tickText a round value of the axis, with its unit
     * @param valueText any value, with its unit
     * @param timeText seconds as text
     * @param fixedHigh the upper end of the value axis, or 0 to follow the curves
     * @param labelWidth room for the labels at the lines' ends
     */
    public CurveChart(
            List<Series> series,
            DoubleFunction<String> tickText,
            DoubleFunction<String> valueText,
            DoubleFunction<String> timeText,
            double fixedHigh,
            double labelWidth) {
        this.series = List.copyOf(series);
        this.tickText = tickText;
        this.valueText = valueText;
        this.timeText = timeText;
        this.fixedHigh = fixedHigh;
        this.labelWidth = labelWidth;
        this.crossHair = new CrossHair(series.size());
        getStyleClass().add("curve-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        for (Series one : series) {
            Text label = text("chart-" + one.name());
            label.getStyleClass().add("chart-label");
            label.fillProperty().addListener((_, _, _) -> draw());
            labels.add(label);
        }
        getChildren().addAll(grid, image, title, count, crossHair);
        getChildren().addAll(labels);
        for (var child : getChildren()) {
            child.setManaged(false);
        }
        crossHair.setVisible(false);
        setOnMouseMoved(event -> point(event.getX()));
        setOnMouseExited(_ -> crossHair.setVisible(false));
    }

    private static Text text(String style) {
        Text text = new Text();
        text.setTextOrigin(VPos.CENTER);
        text.getStyleClass().add(style);
        return text;
    }

    /** What stands above the plot, at its left and at its right, and at the ends of the lines. */
    public void setTexts(String titleText, String countText, List<String> labelTexts) {
        title.setText(titleText);
        count.setText(countText);
        for (int i = 0; i < labels.size(); i++) {
            labels.get(i).setText(labelTexts.get(i));
        }
        setAccessibleText(titleText);
        requestLayout();
    }

    /**
     * Shows curves from time 0.
     *
     * @param endSeconds the end of the time axis
     */
    public void show(List<Curve> shown, double endSeconds) {
        curves = List.copyOf(shown);
        end = Math.max(1, endSeconds);
        requestLayout();
    }

    /** Points in the curves that are shown now; all of them are in the picture. */
    public long points() {
        return curves.stream().mapToLong(Curve::size).sum();
    }

    @Override
    protected void layoutChildren() {
        double width = plotWidth();
        double height = plotHeight();
        if (width < 8 || height < 8) {
            return;
        }
        Ticks values = fixedHigh > 0
                ? Ticks.values(fixedHigh, (int) Math.max(2, height / 34))
                : Ticks.values(high(), (int) Math.max(2, height / 34));
        frame = new Frame(0, end, 0, values.end());
        layoutGrid(values, width, height);
        place(title, LEFT, TOP / 2);
        place(count, LEFT + width - count.getLayoutBounds().getWidth(), TOP / 2);
        layoutLabels(width, height);
        image.relocate(LEFT, TOP);
        image.setFitWidth(width);
        image.setFitHeight(height);
        resizeBuffer(width, height);
        draw();
    }

    private double plotWidth() {
        return Math.floor(getWidth() - LEFT - labelWidth);
    }

    private double plotHeight() {
        return Math.floor(getHeight() - TOP - BOTTOM);
    }

    private double high() {
        double high = 0;
        for (Curve curve : curves) {
            high = Math.max(high, curve.high(0, curve.size()));
        }
        return high;
    }

    private void layoutGrid(Ticks values, double width, double height) {
        grid.getChildren().clear();
        for (double value : values.places()) {
            double y = Math.round(TOP + frame.row(value, (int) height)) + 0.5;
            Line line = new Line(LEFT, y, LEFT + width, y);
            line.getStyleClass().add(value == 0 ? "chart-axis" : "chart-grid");
            Text label = text("chart-tick");
            label.setText(tickText.apply(value));
            place(label, LEFT - 8 - label.getLayoutBounds().getWidth(), y);
            grid.getChildren().addAll(line, label);
        }
        for (double seconds : Ticks.time(end, (int) Math.max(2, width / 70)).places()) {
            double x = Math.round(LEFT + frame.column(seconds, (int) width));
            Text label = text("chart-tick");
            label.setText(timeText.apply(seconds));
            double half = label.getLayoutBounds().getWidth() / 2;
            place(label, Math.max(LEFT - half, Math.min(x - half, LEFT + width - half)), TOP + height + 13);
            grid.getChildren().add(label);
        }
    }

    private void layoutLabels(double width, double height) {
        List<Text> shown = new ArrayList<>();
        List<Double> rows = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            Curve curve = i < curves.size() ? curves.get(i) : Curve.EMPTY;
            boolean visible = curve.size() > 0;
            labels.get(i).setVisible(visible);
            if (visible) {
                shown.add(labels.get(i));
                rows.add(TOP + frame.row(curve.y(curve.size() - 1), (int) height));
            }
        }
        List<Double> spread = LabelRows.spread(rows, 15, TOP, TOP + height);
        for (int i = 0; i < shown.size(); i++) {
            place(shown.get(i), LEFT + width + 8, spread.get(i));
        }
    }

    private static void place(Text text, double x, double y) {
        text.setX(Math.rint(x));
        text.setY(Math.rint(y));
    }

    private void resizeBuffer(double width, double height) {
        scale = getScene() == null || getScene().getWindow() == null
                ? 1
                : getScene().getWindow().getOutputScaleX();
        int w = (int) Math.round(width * scale);
        int h = (int) Math.round(height * scale);
        if (buffer != null && w == pixelWidth && h == pixelHeight) {
            return;
        }
        pixelWidth = w;
        pixelHeight = h;
        buffer = new PixelBuffer<>(w, h, IntBuffer.allocate(w * h), PixelFormat.getIntArgbPreInstance());
        image.setImage(new WritableImage(buffer));
    }

    private void draw() {
        PixelBuffer<IntBuffer> target = buffer;
        if (target == null) {
            return;
        }
        target.updateBuffer(pixels -> {
            CurveRaster raster =
                    new CurveRaster(pixelWidth, pixelHeight, pixels.getBuffer().array());
            raster.clear();
            for (int i = 0; i < curves.size(); i++) {
                Series style = series.get(i);
                int rgb = rgb(labels.get(i));
                if (style.area() > 0) {
                    raster.area(curves.get(i), frame, rgb, style.area());
                }
                raster.line(curves.get(i), frame, rgb, style.thickness() * scale, style.dash());
            }
            return null;
        });
    }

    private static int rgb(Text label) {
        Color color = label.getFill() instanceof Color fill ? fill : Color.GRAY;
        return (int) Math.round(color.getRed() * 255) << 16
                | (int) Math.round(color.getGreen() * 255) << 8
                | (int) Math.round(color.getBlue() * 255);
    }

    private void point(double mouseX) {
        double width = plotWidth();
        double seconds = frame.place(mouseX - LEFT, (int) width);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < curves.size(); i++) {
            double value = curves.get(i).at(seconds);
            lines.add(Double.isFinite(value) ? labels.get(i).getText() + "  " + valueText.apply(value) : "");
        }
        boolean any = lines.stream().anyMatch(line -> !line.isEmpty());
        crossHair.setVisible(any && mouseX >= LEFT && mouseX <= LEFT + width);
        crossHair.show(mouseX, LEFT + width, TOP, plotHeight(), timeText.apply(seconds), lines);
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computeMinHeight(double width) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 480;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 200;
    }
}
