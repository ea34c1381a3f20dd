package org.aiperf.datasets;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.aiperf.datasets.pictures.Picture;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;

/** Writes an images file and a labels file of the IDX format; their heads, which hold the count, come last. */
final class IdxWriter implements DataWriter {
    private static final int MOST_CLASSES = 256;
    private static final int IMAGES_HEAD = 16;
    private static final int LABELS_HEAD = 8;

    private final Path imagesPath;
    private final Path labelsPath;
    private final OutputStream images;
    private final OutputStream labels;
    private int count;
    private int width;
    private int height;

    IdxWriter(Path folder) throws IOException {
        imagesPath = folder.resolve("data-images-idx3-ubyte");
        labelsPath = folder.resolve("data-labels-idx1-ubyte");
        images = new BufferedOutputStream(Files.newOutputStream(imagesPath), 1 << 16);
        try {
            labels = new BufferedOutputStream(Files.newOutputStream(labelsPath));
        } catch (IOException e) {
            images.close();
            throw e;
        }
        images.write(new byte[IMAGES_HEAD]);
        labels.write(new byte[LABELS_HEAD]);
    }

    @Override
    public void write(LabelledRecords.Original image) throws IOException, InvalidInputException {
        Picture picture = image.picture();
        if (count == 0) {
            width = picture.width();
            height = picture.height();
        }
        if (picture.width() != width || picture.height() != height) {
            throw cannotHold(
                    "it is " + picture.width() + "×" + picture.height() + ", those before it are " + width + "×"
                            + height,
                    "give all one size, as in ?side=64");
        }
        if (image.label() >= MOST_CLASSES) {
            throw cannotHold("its label is " + image.label(), "convert to tfrecord or folder");
        }
        images.write(grey(picture));
        labels.write(image.label());
        count++;
    }

    private byte[] grey(Picture picture) throws InvalidInputException {
        byte[] rgb = picture.rgb();
        byte[] grey = new byte[rgb.length / Picture.CHANNELS];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = rgb[i * Picture.CHANNELS];
            if (grey[i] != rgb[i * Picture.CHANNELS + 1] || grey[i] != rgb[i * Picture.CHANNELS + 2]) {
                throw cannotHold("it has colours", "convert to tfrecord or folder");
            }
        }
        return grey;
    }

    private InvalidInputException cannotHold(String message, String fix) {
        return new InvalidInputException(
                Problem.of("--to idx", "image " + count + " cannot be written: " + message, fix));
    }

    @Override
    public void finish() throws IOException {
        images.flush();
        labels.flush();
        writeHead(
                imagesPath,
                ByteBuffer.allocate(IMAGES_HEAD)
                        .putInt(0x803)
                        .putInt(count)
                        .putInt(height)
                        .putInt(width));
        writeHead(labelsPath, ByteBuffer.allocate(LABELS_HEAD).putInt(0x801).putInt(count));
    }

    private static void writeHead(Path path, ByteBuffer head) throws IOException {
        head.flip();
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            while (head.hasRemaining()) {
                file.write(head);
            }
        }
    }

    @Override
    public String spec(Path folder) {
        return "idx:" + folder.resolve("data");
    }

    @Override
    public void close() throws IOException {
        try (images) {
            labels.close();
        }
    }
}
