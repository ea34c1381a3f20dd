package org.aiperf.app.chart;

/** How a line is broken up, so that curves differ by more than their hue. */
public enum Dash {
    SOLID(1, 0),
    DASHED(9, 5),
    DOTTED(2, 4);

    private final int on;
    private final int period;

    Dash(int on, int off) {
        this.on = on;
        this.period = on + off;
    }

    boolean draws(int column) {
        return column % period < on;
    }
}
