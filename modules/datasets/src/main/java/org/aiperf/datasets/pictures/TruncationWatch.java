package org.aiperf.datasets.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/** Tells the warnings of a JPEG decoder that mean lost pixels from those that mean nothing to the pixels. */
final class TruncationWatch implements IIOReadWarningListener {
    private static final List<String> LOST_PIXELS =
            List.of("premature end", "truncated", "bad huffman", "corrupt data");

    private final List<String> losses = new ArrayList<>();

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        String lower = warning.toLowerCase(Locale.ROOT);
        if (LOST_PIXELS.stream().anyMatch(lower::contains)) {
            losses.add(warning);
        }
    }

    void throwIfTruncated() throws UnreadablePictureException {
        if (!losses.isEmpty()) {
            throw new UnreadablePictureException("pixels are missing from it (" + losses.getFirst() + ")");
        }
    }
}
