package org.aiperf.datasets.pictures;

/** A rectangle of pixels. */
public record Region(int left, int top, int width, int height) {

    public static Region whole(int width, int height) {
        return new Region(0, 0, width, height);
    }

    public long area() {
        return (long) width * height;
    }

    /** The part that is in both; of no width or height if there is none. */
    public Region intersection(Region other) {
        int from = Math.max(left, other.left);
        int above = Math.max(top, other.top);
        int to = Math.min(left + width, other.left + other.width);
        int below = Math.min(top + height, other.top + other.height);
        return new Region(from, above, Math.max(to - from, 0), Math.max(below - above, 0));
    }
}
