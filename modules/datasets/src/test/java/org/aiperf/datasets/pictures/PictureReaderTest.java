package org.aiperf.datasets.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class PictureReaderTest {

    @Test
    void pngKeepsEveryByte() throws Exception {
        Picture picture = noise(31, 17, 1);

        Picture read = PictureReader.read(Png.of(picture));

        assertThat(read.width()).isEqualTo(31);
        assertThat(read.height()).isEqualTo(17);
        assertThat(read.rgb()).isEqualTo(picture.rgb());
    }

    @Test
    void greyIsRepeatedAndNotBent() throws Exception {
        BufferedImage grey = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 256; i++) {
            grey.getRaster().setSample(i, 0, 0, i);
        }
        byte[] rgb = PictureReader.read(encoded(grey, "png")).rgb();
        for (int i = 0; i < 256; i++) {
            assertThat(Arrays.copyOfRange(rgb, 3 * i, 3 * i + 3)).containsOnly(i);
        }
    }

    @Test
    void sixteenBitsAreCutToEight() throws Exception {
        BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        grey.getRaster().setSample(0, 0, 0, 0x12ff);
        grey.getRaster().setSample(1, 0, 0, 0xfe00);
        assertThat(PictureReader.read(encoded(grey, "png")).rgb()).containsExactly(0x12, 0x12, 0x12, 0xfe, 0xfe, 0xfe);

        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, 1, DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
        raster.setPixel(0, 0, new int[] {0x0102, 0x8081, 0xff00});
        BufferedImage colour = new BufferedImage(model, raster, false, null);
        assertThat(PictureReader.read(encoded(colour, "png")).rgb()).containsExactly(0x01, 0x80, 0xff);
    }

    @Test
    void opacityIsLeftOutAndPalettesAreLookedUp() throws Exception {
        BufferedImage transparent = new BufferedImage(1, 1, BufferedImage.TYPE_4BYTE_ABGR);
        transparent.setRGB(0, 0, 0x20_a0_b0_c0);
        assertThat(PictureReader.read(encoded(transparent, "png")).rgb()).containsExactly(0xa0, 0xb0, 0xc0);

        byte[] values = {0, (byte) 200};
        IndexColorModel palette = new IndexColorModel(1, 2, values, new byte[] {1, 2}, values);
        BufferedImage indexed = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
        indexed.getRaster().setSample(1, 0, 0, 1);
        for (String format : List.of("png", "gif", "bmp")) {
            assertThat(PictureReader.read(encoded(indexed, format)).rgb())
                    .as(format)
                    .containsExactly(0, 1, 0, 200, 2, 200);
        }
    }

    @Test
    void aPartIsWhatTheWholeHasThere() throws Exception {
        Picture smooth = Scaling.to(101, 67, noise(7, 5, 2));
        for (byte[] file : List.of(Png.of(smooth), jpeg(smooth))) {
            Picture whole = PictureReader.read(file);
            Region region = new Region(13, 21, 40, 30);
            try (PictureReader reader = PictureReader.open(file)) {
                Picture part = reader.read(region);
                for (int y = 0; y < 30; y++) {
                    int from = ((21 + y) * 101 + 13) * 3;
                    assertThat(Arrays.copyOfRange(part.rgb(), y * 120, (y + 1) * 120))
                            .isEqualTo(Arrays.copyOfRange(whole.rgb(), from, from + 120));
                }
            }
        }
    }

    @Test
    void aJpegThatBreaksOffIsRefused() throws Exception {
        byte[] whole = jpeg(noise(64, 64, 3));
        for (int percent = 1; percent < 95; percent += 3) {
            byte[] cut = Arrays.copyOf(whole, whole.length * percent / 100);
            assertThatThrownBy(() -> PictureReader.read(cut))
                    .as(percent + " %")
                    .isInstanceOf(UnreadablePictureException.class);
        }
    }

    @Test
    void whatIsNoPictureIsRefusedInWords() throws Exception {
        BufferedImage wide = new BufferedImage(100, 1, BufferedImage.TYPE_BYTE_GRAY);
        byte[] huge = encoded(wide, "png");
        // Width and height are at bytes 16 and 20 of a PNG file.
        Arrays.fill(huge, 17, 24, (byte) 0x7f);
        for (byte[] bytes : List.of(
                new byte[0],
                "only text".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(Png.of(noise(9, 9, 1)), 40),
                new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff},
                cmyk(),
                huge)) {
            assertThatThrownBy(() -> PictureReader.read(bytes))
                    .isInstanceOf(UnreadablePictureException.class)
                    .message()
                    .isNotBlank();
        }
    }

    @Test
    void survivesAnyDamagedByte(TestReporter reporter) throws Exception {
        long seed = 5;
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        byte[][] files = {Png.of(noise(20, 20, 1)), jpeg(noise(20, 20, 1))};
        for (int trial = 0; trial < 3000; trial++) {
            byte[] damaged = files[trial % 2].clone();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                Picture picture = PictureReader.read(damaged);
                assertThat(picture.rgb()).hasSize(picture.width() * picture.height() * 3);
            } catch (UnreadablePictureException expected) {
                refused++;
            }
        }
        reporter.publishEntry("refused", refused + " of 3000");
        assertThat(refused).as("seed " + seed).isBetween(500, 2990);
    }

    static Picture noise(int width, int height, long seed) {
        byte[] rgb = new byte[width * height * 3];
        new SplittableRandom(seed).nextBytes(rgb);
        return new Picture(width, height, rgb);
    }

    static byte[] jpeg(Picture picture) throws IOException {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_3BYTE_BGR);
        image.getRaster().setDataElements(0, 0, picture.width(), picture.height(), picture.rgb());
        return encoded(image, "jpg");
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            assertThat(ImageIO.write(image, format, stream)).isTrue();
        }
        return out.toByteArray();
    }

    /** Four bands, which is what a CMYK file has. */
    private static byte[] cmyk() throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            Raster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 4, null);
            writer.write(new IIOImage(raster, null, null));
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
