package org.aiperf.app.topology;

/** How much a slave's box says; the more slaves, the less. */
public enum Density {
    /** Name, state, accelerators, busy share, trial and epoch. */
    ROOMY(184, 84, 28, 30),
    /** The same, with the trial alone. */
    COMPACT(122, 72, 20, 24),
    /** Name and busy share. */
    SMALL(92, 46, 18, 18),
    /** The name alone. */
    TINY(58, 22, 10, 14);

    private final double width;
    private final double height;
    private final double gapX;
    private final double gapY;

    Density(double width, double height, double gapX, double gapY) {
        this.width = width;
        this.height = height;
        this.gapX = gapX;
        this.gapY = gapY;
    }

    public double width() {
        return width;
    }

    public double height() {
        return height;
    }

    /** Between two boxes in a row, where wires run down. */
    public double gapX() {
        return gapX;
    }

    /** Between two rows, where wires run across. */
    public double gapY() {
        return gapY;
    }
}
