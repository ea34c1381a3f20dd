package org.aiperf.datasets.pictures;

import java.util.Arrays;

/**
 * Brings pictures to a size without scaling them: what is too large loses its edges, what is too small gets black ones.
 */
record Frame(int width, int height) {

    /** Where a length begins in another one so that both have the same middle; below 0 if it is the longer one. */
    static int centred(int length, int within) {
        return length > within ? -((length - within) / 2) : (within - length) / 2;
    }

    /**
     * The part of a picture that can be seen in the frame, and where it lies there.
     *
     * @param region in coordinates of the part
     */
    record Shown(Region region, int left, int top) {

        /** The same pixels if left and right of a part of that width are exchanged. */
        Shown mirrored(int width) {
            int from = width - region.left() - region.width();
            return new Shown(new Region(from, region.top(), region.width(), region.height()), left, top);
        }
    }

    /** What is seen of something that begins at {@code left}, {@code top} of the frame. */
    Shown show(int left, int top, int pictureWidth, int pictureHeight) {
        int from = Math.max(-left, 0);
        int above = Math.max(-top, 0);
        int to = Math.min(pictureWidth, width - left);
        int below = Math.min(pictureHeight, height - top);
        return new Shown(new Region(from, above, to - from, below - above), Math.max(left, 0), Math.max(top, 0));
    }

    /** Writes a picture into the frame, whose bytes are the beginning of {@code target}. */
    void write(Picture picture, int left, int top, byte[] target) {
        if (picture.width() < width || picture.height() < height) {
            Arrays.fill(target, 0, width * height * Picture.CHANNELS, (byte) 0);
        }
        int rowBytes = picture.width() * Picture.CHANNELS;
        for (int row = 0; row < picture.height(); row++) {
            int to = ((top + row) * width + left) * Picture.CHANNELS;
            System.arraycopy(picture.rgb(), row * rowBytes, target, to, rowBytes);
        }
    }
}
