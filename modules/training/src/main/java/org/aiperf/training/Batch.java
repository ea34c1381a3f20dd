package org.aiperf.training;

import java.lang.foreign.Arena;
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

    /** @param memory that the batch lives in, and ends with */
    Batch(Arena memory, int capacity, int imageBytes) {
        this.imageBytes = imageBytes;
        images = memory.allocate(Math.multiplyExact(capacity, imageBytes)).asByteBuffer();
        labels = memory.allocate((long) capacity * Integer.BYTES, Integer.BYTES)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder());
    }

    /** The images {@code from} (inclusive) to {@code to} (exclusive) of a set, as they are. */
    public static Batch of(ImageSet set, int from, int to) {
        Batch batch = new Batch(Arena.ofAuto(), to - from, set.imageBytes());
        batch.copy(set, from, to);
        return batch;
    }

    /** Images in the batch. */
    public int size() {
        return size;
    }

    /** Says how many images the batch will have once each was {@linkplain #put put}. */
    void resize(int images) {
        size = images;
    }

    void copy(ImageSet set, int from, int to) {
        resize(to - from);
        images.put(0, set.pixels(), from == to ? 0 : set.start(from), size * imageBytes);
        for (int image = from; image < to; image++) {
            labels.putInt((image - from) * Integer.BYTES, set.label(image));
        }
    }

    /** Sets one image. Several threads may do so, each another one. */
    void put(int at, byte[] image, int label) {
        images.put(at * imageBytes, image, 0, imageBytes);
        labels.putInt(at * Integer.BYTES, label);
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
