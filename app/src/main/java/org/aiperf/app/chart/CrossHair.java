package org.aiperf.app.chart;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.Group;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;

/** The vertical line under the pointer, with what the curves say there. */
final class CrossHair extends Group {
    private static final double ROW = 17;

    private final Line line = new Line();
    private final Rectangle bubble = new Rectangle();
    private final List<Text> texts = new ArrayList<>();

    CrossHair(int series) {
        setMouseTransparent(true);
        line.getStyleClass().add("chart-cross-hair");
        bubble.getStyleClass().add("chart-bubble");
        getChildren().addAll(line, bubble);
        for (int i = 0; i <= series; i++) {
            Text text = new Text();
            text.setTextOrigin(VPos.CENTER);
            text.getStyleClass().add(i == 0 ? "chart-tick" : "chart-title");
            texts.add(text);
        }
        getChildren().addAll(texts);
    }

    void show(double x, double right, double top, double height, String time, List<String> lines) {
        line.setStartX(x);
        line.setEndX(x);
        line.setStartY(top);
        line.setEndY(top + height);
        List<String> rows = new ArrayList<>();
        rows.add(time);
        lines.stream().filter(text -> !text.isEmpty()).forEach(rows::add);
        double widest = 0;
        for (int i = 0; i < texts.size(); i++) {
            texts.get(i).setText(i < rows.size() ? rows.get(i) : "");
            widest = Math.max(widest, texts.get(i).getLayoutBounds().getWidth());
        }
        double width = widest + 16;
        double left = x + 10 + width <= right ? x + 10 : x - 10 - width;
        bubble.setX(left);
        bubble.setY(top + 6);
        bubble.setWidth(width);
        bubble.setHeight(rows.size() * ROW + 8);
        for (int i = 0; i < texts.size(); i++) {
            texts.get(i).setX(left + 8);
            texts.get(i).setY(top + 6 + 4 + ROW / 2 + i * ROW);
        }
    }
}
