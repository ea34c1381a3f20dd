package org.aiperf.datasets.pictures;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Takes the samples of an image as they are in its file, grey repeated three times, opacity left out, 16 bits cut to the
 * upper 8. The toolkit's own conversion would bend grey values by a gamma curve.
 */
final class RgbSamples {
    private RgbSamples() {}

    static Picture of(BufferedImage image) throws UnreadablePictureException {
        byte[] rgb = new byte[image.getWidth() * image.getHeight() * Picture.CHANNELS];
        if (image.getColorModel() instanceof IndexColorModel palette) {
            fromPalette(image.getRaster(), palette, rgb);
        } else {
            if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_CMYK) {
                throw new UnreadablePictureException("a picture in CMYK colours");
            }
            fromBands(image.getRaster(), rgb);
        }
        return new Picture(image.getWidth(), image.getHeight(), rgb);
    }

    private static void fromPalette(Raster raster, IndexColorModel palette, byte[] rgb) {
        int width = raster.getWidth();
        int[] row = new int[width];
        int at = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
            for (int index : row) {
                rgb[at++] = (byte) palette.getRed(index);
                rgb[at++] = (byte) palette.getGreen(index);
                rgb[at++] = (byte) palette.getBlue(index);
            }
        }
    }

    private static void fromBands(Raster raster, byte[] rgb) throws UnreadablePictureException {
        int type = raster.getTransferType();
        if (type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE) {
            throw new UnreadablePictureException("a picture with samples of an unusual kind");
        }
        int bands = raster.getNumBands();
        int width = raster.getWidth();
        if (type == DataBuffer.TYPE_BYTE && bands == Picture.CHANNELS) {
            byte[] row = new byte[width * bands];
            for (int y = 0; y < raster.getHeight(); y++) {
                raster.getDataElements(raster.getMinX(), raster.getMinY() + y, width, 1, row);
                System.arraycopy(row, 0, rgb, y * row.length, row.length);
            }
            return;
        }
        int colours = bands < Picture.CHANNELS ? 1 : Picture.CHANNELS;
        int[] bits = raster.getSampleModel().getSampleSize();
        int[] row = new int[width * bands];
        int at = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < Picture.CHANNELS; c++) {
                    int band = c % colours;
                    rgb[at++] = toByte(row[x * bands + band], bits[band]);
                }
            }
        }
    }

    private static byte toByte(int sample, int bits) {
        return (byte) (bits >= 8 ? sample >> (bits - 8) : sample * 255 / ((1 << bits) - 1));
    }
}
