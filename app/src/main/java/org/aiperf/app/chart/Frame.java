package org.aiperf.app.chart;

/** The part of the plane that a chart shows. */
record Frame(double xFrom, double xTo, double yFrom, double yTo) {
    /** The pixel row of a value, with fractions, from 0 at the top. */
    double row(double value, int height) {
        return (yTo - value) / (yTo - yFrom) * height;
    }

    /** The place of a pixel column's left edge. */
    double place(double column, int width) {
        return xFrom + column / width * (xTo - xFrom);
    }

    /** The pixel column of a place, with fractions. */
    double column(double place, int width) {
        return (place - xFrom) / (xTo - xFrom) * width;
    }
}
