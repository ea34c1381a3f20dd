package org.aiperf.app.live;

import javafx.scene.layout.Region;

/**
 * The accelerators of a slave: a cell each, the stronger its colour the busier they are; a single one is a bar instead.
 * What is known is the share of all of a slave's accelerators together, so its cells look alike.
 */
final class AcceleratorCells extends Region {
    private static final int MOST = 32;
    private static final int ONE_ROW = 8;
    private static final double GAP = 3;
    private static final double LARGEST = 13;
    private static final double BAR_HEIGHT = 7;

    private final Region bar = new Region();
    private int count;
    private double share;

    AcceleratorCells() {
        bar.getStyleClass().add("busy-bar");
    }

    void show(int accelerators, double busy) {
        share = busy;
        int wanted = Math.min(MOST, Math.max(1, accelerators));
        if (wanted != count) {
            count = wanted;
            getChildren().clear();
            if (count == 1) {
                getChildren().add(bar);
            }
            for (int i = 0; i < count; i++) {
                Region cell = new Region();
                cell.getStyleClass().add(count == 1 ? "busy-bar-full" : "node-cell");
                getChildren().add(cell);
            }
        }
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        if (count == 1) {
            double top = Math.floor((getHeight() - BAR_HEIGHT) / 2);
            bar.resizeRelocate(0, top, getWidth(), BAR_HEIGHT);
            getChildren().get(1).resizeRelocate(0, top, Math.rint(getWidth() * share), BAR_HEIGHT);
            return;
        }
        int rows = (count + ONE_ROW - 1) / ONE_ROW;
        int columns = (count + rows - 1) / rows;
        double wide = (getWidth() - (columns - 1) * GAP) / columns;
        double high = (getHeight() - (rows - 1) * GAP) / rows;
        double side = Math.max(1, Math.floor(Math.min(LARGEST, Math.min(wide, high))));
        double top = Math.floor((getHeight() - rows * side - (rows - 1) * GAP) / 2);
        for (int i = 0; i < count; i++) {
            double x = i % columns * (side + GAP);
            double y = top + Math.floorDiv(i, columns) * (side + GAP);
            getChildren().get(i).resizeRelocate(x, y, side, side);
            getChildren().get(i).setOpacity(0.2 + 0.8 * share);
        }
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
    protected double computePrefHeight(double width) {
        return 14;
    }
}
