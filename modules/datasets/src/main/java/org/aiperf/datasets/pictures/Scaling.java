package org.aiperf.datasets.pictures;

/**
 * Scales pictures with a triangle filter: between the two nearest pixels where a picture grows (bilinear), over all pixels
 * that fall into the new one where it shrinks. First along the rows, then along the columns: each new pixel costs as many
 * products as its filter is wide, not wide times high.
 */
public final class Scaling {
    private Scaling() {}

    /** The largest part in the middle of a picture that has the aspect ratio of {@code width} to {@code height}. */
    public static Region middle(int pictureWidth, int pictureHeight, int width, int height) {
        int partWidth = Math.clamp((long) pictureHeight * width / height, 1, pictureWidth);
        int partHeight = Math.clamp((long) pictureWidth * height / width, 1, pictureHeight);
        return new Region((pictureWidth - partWidth) / 2, (pictureHeight - partHeight) / 2, partWidth, partHeight);
    }

    /** The same picture in another size; itself if it has that. */
    public static Picture to(int width, int height, Picture picture) {
        if (picture.width() == width && picture.height() == height) {
            return picture;
        }
        Filter across = Filter.between(picture.width(), width);
        float[] rows = new float[picture.height() * width * Picture.CHANNELS];
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < Picture.CHANNELS; c++) {
                    int from = (y * picture.width() + across.first[x]) * Picture.CHANNELS + c;
                    float sum = 0;
                    for (float weight : across.weights[x]) {
                        sum += weight * (picture.rgb()[from] & 0xff);
                        from += Picture.CHANNELS;
                    }
                    rows[(y * width + x) * Picture.CHANNELS + c] = sum;
                }
            }
        }
        Filter down = Filter.between(picture.height(), height);
        int rowLength = width * Picture.CHANNELS;
        byte[] rgb = new byte[height * rowLength];
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < rowLength; i++) {
                int from = down.first[y] * rowLength + i;
                float sum = 0;
                for (float weight : down.weights[y]) {
                    sum += weight * rows[from];
                    from += rowLength;
                }
                rgb[y * rowLength + i] = (byte) Math.clamp(Math.round(sum), 0, 255);
            }
        }
        return new Picture(width, height, rgb);
    }

    /** For each new pixel the first old one that counts, and the weights from there on, which sum to 1. */
    private static final class Filter {
        private final int[] first;
        private final float[][] weights;

        Filter(int[] first, float[][] weights) {
            this.first = first;
            this.weights = weights;
        }

        static Filter between(int from, int to) {
            double scale = (double) from / to;
            double reach = Math.max(scale, 1);
            int[] first = new int[to];
            float[][] weights = new float[to][];
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * scale - 0.5;
                int begin = Math.max((int) Math.ceil(centre - reach), 0);
                int end = Math.min((int) Math.floor(centre + reach), from - 1);
                first[i] = begin;
                weights[i] = triangle(begin, end, centre, reach);
            }
            return new Filter(first, weights);
        }

        private static float[] triangle(int begin, int end, double centre, double reach) {
            float[] weights = new float[end - begin + 1];
            double sum = 0;
            for (int j = begin; j <= end; j++) {
                double weight = Math.max(1 - Math.abs(j - centre) / reach, 0);
                weights[j - begin] = (float) weight;
                sum += weight;
            }
            for (int j = 0; j < weights.length; j++) {
                weights[j] /= (float) sum;
            }
            return weights;
        }
    }
}
