package org.aiperf.app.view;

import javafx.beans.value.ObservableDoubleValue;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/** Rows in a cell of a list that wrap at the list's width; a list asks its cells how high they are without any width. */
final class WrappingBox extends VBox {
    private static final double EDGES = 44;

    private final ObservableDoubleValue listWidth;

    WrappingBox(double spacing, ObservableDoubleValue listWidth, Node... rows) {
        super(spacing, rows);
        this.listWidth = listWidth;
    }

    @Override
    protected double computePrefHeight(double width) {
        return super.computePrefHeight(width < 0 ? Math.max(1, listWidth.get() - EDGES) : width);
    }
}
