package org.aiperf.datasets.pictures;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes one PNG, JPEG, BMP or GIF file (of which the first frame) that is in memory. Sizes are looked at before anything
 * is decoded, so that a small file cannot ask for much memory. A JPEG that breaks off is refused, as TensorFlow does,
 * where the plain decoder would fill up with grey. Embedded colour profiles and orientation marks are not looked at.
 */
public final class PictureReader implements AutoCloseable {
    private static final long MOST_PIXELS = 1 << 25;

    private final ImageReader reader;
    private final ImageInputStream stream;
    private final PictureFormat format;
    private final int width;
    private final int height;

    private PictureReader(ImageReader reader, ImageInputStream stream, PictureFormat format)
            throws UnreadablePictureException {
        this.reader = reader;
        this.stream = stream;
        this.format = format;
        try {
            width = reader.getWidth(0);
            height = reader.getHeight(0);
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
        if (width < 1 || height < 1 || (long) width * height > MOST_PIXELS) {
            throw new UnreadablePictureException(
                    "a picture of " + width + "×" + height + " pixels, where at most " + MOST_PIXELS + " are read");
        }
    }

    /** Reads the head of a picture file. */
    public static PictureReader open(byte[] encoded) throws UnreadablePictureException {
        PictureFormat format = PictureFormat.of(encoded)
                .orElseThrow(() -> new UnreadablePictureException("it is no PNG, JPEG, BMP or GIF file"));
        ImageReader reader = ImageIO.getImageReadersByFormatName(format.name()).next();
        ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded));
        try {
            reader.setInput(stream, true, true);
            return new PictureReader(reader, stream, format);
        } catch (UnreadablePictureException | RuntimeException e) {
            reader.dispose();
            throw e;
        }
    }

    /** Decodes a whole file. */
    public static Picture read(byte[] encoded) throws UnreadablePictureException {
        try (PictureReader reader = open(encoded)) {
            return reader.read(Region.whole(reader.width, reader.height));
        }
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Decodes a part of the picture; once only. */
    public Picture read(Region region) throws UnreadablePictureException {
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setSourceRegion(new Rectangle(region.left(), region.top(), region.width(), region.height()));
        TruncationWatch watch = new TruncationWatch();
        reader.addIIOReadWarningListener(watch);
        try {
            BufferedImage image = reader.read(0, parameters);
            watch.throwIfTruncated();
            return RgbSamples.of(image);
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private UnreadablePictureException damaged(Exception e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String line = reason.replaceAll("\\s+", " ").strip();
        return new UnreadablePictureException("a damaged or unusual " + format + " picture (" + line + ")", e);
    }

    @Override
    public void close() {
        reader.dispose();
        try {
            stream.close();
        } catch (IOException e) {
            throw new IllegalStateException("a stream in memory cannot be closed", e);
        }
    }
}
