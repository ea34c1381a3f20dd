package org.aiperf.datasets;

import java.util.Arrays;
import java.util.List;
import org.aiperf.problems.InvalidInputException;

/** The images of another source in the middle of black squares. */
final class PaddedSource implements ImageSource {
    private final ImageSource inner;
    private final int side;

    PaddedSource(ImageSource inner, int side) {
        if (inner.height() > side || inner.width() > side) {
            throw new IllegalArgumentException(
                    "images of " + inner.height() + "×" + inner.width() + " do not fit into " + side + "×" + side);
        }
        this.inner = inner;
        this.side = side;
    }

    @Override
    public int size() {
        return inner.size();
    }

    @Override
    public int height() {
        return side;
    }

    @Override
    public int width() {
        return side;
    }

    @Override
    public int channels() {
        return inner.channels();
    }

    @Override
    public int classes() {
        return inner.classes();
    }

    @Override
    public int read(int image, byte[] target) throws InvalidInputException {
        byte[] small = new byte[inner.imageBytes()];
        int label = inner.read(image, small);
        pad(small, target);
        return label;
    }

    @Override
    public int readVaried(int image, long seed, byte[] target) throws InvalidInputException {
        byte[] small = new byte[inner.imageBytes()];
        int label = inner.readVaried(image, seed, small);
        pad(small, target);
        return label;
    }

    @Override
    public boolean varies() {
        return inner.varies();
    }

    @Override
    public List<CorruptRecord> skipped() {
        return inner.skipped();
    }

    private void pad(byte[] small, byte[] target) {
        Arrays.fill(target, 0, imageBytes(), (byte) 0);
        int top = (side - inner.height()) / 2;
        int left = (side - inner.width()) / 2;
        int rowBytes = inner.width() * inner.channels();
        for (int row = 0; row < inner.height(); row++) {
            int at = ((top + row) * side + left) * inner.channels();
            System.arraycopy(small, row * rowBytes, target, at, rowBytes);
        }
    }

    @Override
    public String toString() {
        return size() + " images of " + side + "×" + side + "×" + channels() + ", " + classes() + " classes";
    }
}
