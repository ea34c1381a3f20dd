package org.aiperf.bench.pytorch;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The images that both sides train with, in a file between the two processes: five sizes, the N×H×W×C bytes, the labels;
 * integers of four bytes, big-endian. They become numbers from −1 to 1, N×C×H×W.
 */
public final class ImageFile {
    private final int[] labels;
    private final int classes;
    private final int height;
    private final int width;
    private final int channels;
    private final float[] numbers;

    private ImageFile(int[] labels, int classes, int height, int width, int channels, byte[] pixels) {
        this.labels = labels;
        this.classes = classes;
        this.height = height;
        this.width = width;
        this.channels = channels;
        numbers = channelsFirst(pixels);
    }

    /** Writes the first {@code labels.length} images of {@code pixels}. */
    public static void write(Path file, byte[] pixels, int[] labels, int classes, int height, int width, int channels)
            throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (int size : new int[] {labels.length, classes, height, width, channels}) {
                out.writeInt(size);
            }
            out.write(pixels, 0, labels.length * height * width * channels);
            for (int label : labels) {
                out.writeInt(label);
            }
        }
    }

    static ImageFile read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int[] labels = new int[in.readInt()];
            int classes = in.readInt();
            int height = in.readInt();
            int width = in.readInt();
            int channels = in.readInt();
            byte[] pixels = new byte[labels.length * height * width * channels];
            in.readFully(pixels);
            for (int i = 0; i < labels.length; i++) {
                labels[i] = in.readInt();
            }
            return new ImageFile(labels, classes, height, width, channels, pixels);
        }
    }

    private float[] channelsFirst(byte[] pixels) {
        float[] all = new float[pixels.length];
        int at = 0;
        for (int image = 0; image < labels.length; image++) {
            for (int channel = 0; channel < channels; channel++) {
                for (int pixel = 0; pixel < height * width; pixel++) {
                    int from = (image * height * width + pixel) * channels + channel;
                    all[at++] = (pixels[from] & 0xff) / 127.5f - 1;
                }
            }
        }
        return all;
    }

    int classes() {
        return classes;
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    int channels() {
        return channels;
    }

    /** As many full batches as there are. */
    List<Numbers> batches(int size) {
        int imageSize = height * width * channels;
        List<Numbers> batches = new ArrayList<>();
        for (int from = 0; from + size <= labels.length; from += size) {
            batches.add(new Numbers(
                    Arrays.copyOfRange(numbers, from * imageSize, (from + size) * imageSize),
                    Arrays.copyOfRange(labels, from, from + size)));
        }
        return batches;
    }

    /** A batch in the layout that PyTorch reads. */
    static final class Numbers {
        private final float[] images;
        private final int[] labels;

        Numbers(float[] images, int[] labels) {
            this.images = images;
            this.labels = labels;
        }

        float[] images() {
            return images;
        }

        int[] labels() {
            return labels;
        }
    }
}
