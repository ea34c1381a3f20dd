package org.aiperf.app.topology;

/** A place in pixels. */
public record Point(double x, double y) {
    public double distance(Point other) {
        return Math.hypot(other.x - x, other.y - y);
    }

    /** The place that far on the way to another: 0 here, 1 there. */
    public Point towards(Point other, double share) {
        return new Point(x + (other.x - x) * share, y + (other.y - y) * share);
    }
}
