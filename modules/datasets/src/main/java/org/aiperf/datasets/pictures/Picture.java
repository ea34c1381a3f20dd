package org.aiperf.datasets.pictures;

/** A decoded picture: H×W×3 bytes, row by row, red, green and blue. */
public final class Picture {
    public static final int CHANNELS = 3;

    private final int width;
    private final int height;
    private final byte[] rgb;

    /** Takes the array as it is, without a copy. */
    public Picture(int width, int height, byte[] rgb) {
        if ((long) width * height * CHANNELS != rgb.length) {
            throw new IllegalArgumentException(width + "×" + height + " pixels are not " + rgb.length + " bytes");
        }
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The bytes; read them, do not write them. */
    public byte[] rgb() {
        return rgb;
    }

    /** Exchanges left and right. */
    public Picture mirrored() {
        byte[] mirrored = new byte[rgb.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int from = (y * width + x) * CHANNELS;
                int to = (y * width + width - 1 - x) * CHANNELS;
                System.arraycopy(rgb, from, mirrored, to, CHANNELS);
            }
        }
        return new Picture(width, height, mirrored);
    }
}
