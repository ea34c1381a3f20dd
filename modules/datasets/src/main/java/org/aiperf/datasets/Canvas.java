package org.aiperf.datasets;

import java.util.SplittableRandom;

/** Paints one image of {@link Shapes}: intensities from 0 to 1, three to a pixel, clamped when they become bytes. */
final class Canvas {
    private static final int CHANNELS = 3;
    /** Points to a side of the coarse grid that the background's patches are interpolated from. */
    private static final int PATCHES = 5;
    /** How far the patches of a background lie from its base colour, at most. */
    private static final double PATCH_CONTRAST = 0.1;
    /** The least distance of a figure's colour from the background's base colour, of at most the root of 3. */
    private static final double LEAST_CONTRAST = 0.6;
    /** The standard deviation of the noise of each byte, of 255. */
    private static final double NOISE = 10;

    private static final double SMALLEST_RADIUS = 8.5;
    private static final double LARGEST_RADIUS = 12;

    private final int side;
    private final float[] intensities;
    private final double[] base = new double[CHANNELS];
    private final double[] colour = new double[CHANNELS];
    private final float[] grid = new float[PATCHES * PATCHES * CHANNELS];

    Canvas(int side) {
        this.side = side;
        this.intensities = new float[side * side * CHANNELS];
    }

    void background(SplittableRandom random) {
        for (int c = 0; c < CHANNELS; c++) {
            base[c] = random.nextDouble(0.1, 0.45);
        }
        for (int i = 0; i < grid.length; i++) {
            grid[i] = (float) (base[i % CHANNELS] + random.nextDouble(-PATCH_CONTRAST, PATCH_CONTRAST));
        }
        float step = (PATCHES - 1f) / (side - 1);
        for (int y = 0; y < side; y++) {
            int row = Math.min((int) (y * step), PATCHES - 2);
            float down = y * step - row;
            for (int x = 0; x < side; x++) {
                int column = Math.min((int) (x * step), PATCHES - 2);
                float right = x * step - column;
                int at = (row * PATCHES + column) * CHANNELS;
                for (int c = 0; c < CHANNELS; c++, at++) {
                    float top = grid[at] + right * (grid[at + CHANNELS] - grid[at]);
                    int below = at + PATCHES * CHANNELS;
                    float bottom = grid[below] + right * (grid[below + CHANNELS] - grid[below]);
                    intensities[(y * side + x) * CHANNELS + c] = top + down * (bottom - top);
                }
            }
        }
    }

    /** A figure in a colour that stands out: lighter than the background, as far as its colours go. */
    void figure(Figure figure, SplittableRandom random) {
        double contrast;
        do {
            contrast = 0;
            for (int c = 0; c < CHANNELS; c++) {
                colour[c] = random.nextDouble(0.5, 1);
                contrast += (colour[c] - base[c]) * (colour[c] - base[c]);
            }
        } while (contrast < LEAST_CONTRAST * LEAST_CONTRAST);
        double radius = random.nextDouble(SMALLEST_RADIUS, LARGEST_RADIUS);
        double margin = radius * 0.9;
        double centreX = random.nextDouble(margin, side - margin);
        double centreY = random.nextDouble(margin, side - margin);
        double turn = random.nextDouble(2 * Math.PI);
        double cos = Math.cos(turn) / radius;
        double sin = Math.sin(turn) / radius;
        int reach = (int) Math.ceil(radius) + 1;
        for (int y = first(centreY, reach); y <= last(centreY, reach); y++) {
            for (int x = first(centreX, reach); x <= last(centreX, reach); x++) {
                double dx = x + 0.5 - centreX;
                double dy = y + 0.5 - centreY;
                double distance = figure.distance(cos * dx + sin * dy, cos * dy - sin * dx) * radius;
                blend(x, y, 0.5 - distance);
            }
        }
    }

    /** A short stroke or a speck, in any colour. */
    void distraction(SplittableRandom random) {
        for (int c = 0; c < CHANNELS; c++) {
            colour[c] = random.nextDouble();
        }
        double centreX = random.nextDouble(side);
        double centreY = random.nextDouble(side);
        double turn = random.nextDouble(Math.PI);
        double cos = Math.cos(turn);
        double sin = Math.sin(turn);
        double halfLength = random.nextInt(3) == 0 ? 0 : random.nextDouble(2, 7);
        double halfWidth = halfLength == 0 ? random.nextDouble(1, 2.5) : random.nextDouble(0.5, 1.2);
        int reach = (int) Math.ceil(halfLength + halfWidth) + 1;
        for (int y = first(centreY, reach); y <= last(centreY, reach); y++) {
            for (int x = first(centreX, reach); x <= last(centreX, reach); x++) {
                double dx = x + 0.5 - centreX;
                double dy = y + 0.5 - centreY;
                double along = Math.max(Math.abs(cos * dx + sin * dy) - halfLength, 0);
                double across = cos * dy - sin * dx;
                blend(x, y, 0.5 - (Math.sqrt(along * along + across * across) - halfWidth));
            }
        }
    }

    /** Adds noise and writes the bytes. */
    void copyTo(byte[] target, int start, SplittableRandom random) {
        for (int i = 0; i < intensities.length; i += 2) {
            long bits = random.nextLong();
            target[start + i] = toByte(intensities[i], bits);
            target[start + i + 1] = toByte(intensities[i + 1], bits >>> 32);
        }
    }

    /** The sum of four uniform bytes, which is nearly normal, has the mean 510 and a deviation of 147.8. */
    private static byte toByte(float intensity, long bits) {
        long sum = (bits & 0xff) + (bits >>> 8 & 0xff) + (bits >>> 16 & 0xff) + (bits >>> 24 & 0xff);
        double value = intensity * 255 + (sum - 510) * (NOISE / 147.8);
        return (byte) Math.max(Math.min((int) (value + 0.5), 255), 0);
    }

    private void blend(int x, int y, double cover) {
        if (cover <= 0) {
            return;
        }
        float share = (float) Math.min(cover, 1);
        int at = (y * side + x) * CHANNELS;
        for (int c = 0; c < CHANNELS; c++) {
            intensities[at + c] += share * ((float) colour[c] - intensities[at + c]);
        }
    }

    private int first(double centre, int reach) {
        return Math.max((int) Math.floor(centre) - reach, 0);
    }

    private int last(double centre, int reach) {
        return Math.min((int) Math.floor(centre) + reach, side - 1);
    }
}
