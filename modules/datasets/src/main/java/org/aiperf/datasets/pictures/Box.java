package org.aiperf.datasets.pictures;

/** Where an object is in a picture, in fractions of its width and height. */
public record Box(float left, float top, float right, float bottom) {
    public static final Box WHOLE = new Box(0, 0, 1, 1);

    /** Whether it has an area and lies in the picture. */
    public boolean isSound() {
        return left >= 0 && top >= 0 && right <= 1 && bottom <= 1 && left < right && top < bottom;
    }

    Region in(int width, int height) {
        int from = (int) (left * width);
        int above = (int) (top * height);
        return new Region(
                from, above, Math.max((int) (right * width) - from, 1), Math.max((int) (bottom * height) - above, 1));
    }
}
