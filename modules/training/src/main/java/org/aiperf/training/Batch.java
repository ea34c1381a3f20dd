package org.aiperf.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.aiperf.datasets.ImageSet;

/**
 * Images and labels outside the heap, where the engine reads them: {@code size} images of H×W×C bytes, and as many
 * 32-bit labels.
 */
public final class Batch {
    private final int imageBytes;
    private final ByteBuffer images;
    private final ByteBuffer labels;
    private int size;

    Batch(int capacity, int imageBytes) {
        this.imageBytes = imageBytes;
        images = ByteBuffer.allocateDirect(Math.multiplyExact(capacity, imageBytes));
        labels = ByteBuffer.allocateDirect(capacity * Integer.BYTES).order(ByteOrder.nativeOrder());
    }

    /** The images {@code from} (inclusive) to {@code to} (exclusive) of a set, as they are. */
    public static Batch of(ImageSet set, int from, int to) {
        Batch batch = new Batch(to - from, set.imageBytes());
        batch.copy(set, from, to);
        return batch;
    }

    /** Images in the batch. */
    public int size() {
        return size;
    }

    void clear() {
        size = 0;
        images.clear();
        labels.clear();
    }

    void copy(ImageSet set, int from, int to) {
        clear();
        images.put(set.pixels(), from == to ? 0 : set.start(from), (to - from) * imageBytes);
        for (int image = from; image < to; image++) {
            labels.putInt(set.label(image));
        }
        size = to - from;
    }

    void add(byte[] image, int label) {
        images.put(image, 0, imageBytes);
        labels.putInt(label);
        size++;
    }

    /** A view from the first image to the last. */
    ByteBuffer images() {
        return images.slice(0, size * imageBytes);
    }

    /** A view from the first label to the last, in the machine's byte order. */
    ByteBuffer labels() {
        return labels.slice(0, size * Integer.BYTES).order(ByteOrder.nativeOrder());
    }
}
