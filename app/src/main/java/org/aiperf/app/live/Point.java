package org.aiperf.app.live;

/** A place in pixels. */
record Point(double x, double y) {
    double distance(Point other) {
        return Math.hypot(other.x - x, other.y - y);
    }

    /** The place that far on the way to another: 0 here, 1 there. */
    Point towards(Point other, double share) {
        return new Point(x + (other.x - x) * share, y + (other.y - y) * share);
    }
}
