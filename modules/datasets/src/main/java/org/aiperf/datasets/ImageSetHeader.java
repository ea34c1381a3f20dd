package org.aiperf.datasets;

/**
 * What is known of a set of images without reading it.
 *
 * @param images how many there are, after a range was taken
 * @param height rows of each image
 * @param width columns of each image
 * @param channels 1 for grey, 3 for red, green and blue
 * @param classes labels run from 0 to {@code classes - 1}
 */
public record ImageSetHeader(int images, int height, int width, int channels, int classes) {

    /** Bytes of one image. */
    public int imageBytes() {
        return height * width * channels;
    }
}
