package org.aiperf.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.aiperf.datasets.pictures.Picture;
import org.aiperf.datasets.pictures.PictureFormat;
import org.aiperf.datasets.pictures.Png;
import org.aiperf.datasets.tfrecord.ExampleWriter;
import org.aiperf.datasets.tfrecord.RecordWriter;
import org.jspecify.annotations.Nullable;

/** Writes TFRecord files in the layout of ImageNet. PNG and JPEG files go in as they are, all else as PNG. */
final class TfRecordsWriter implements DataWriter {
    private static final long BYTES_PER_FILE = 128 << 20;

    private final Path folder;
    private final ImageSetHeader header;
    private final List<String> classNames;
    private @Nullable RecordWriter current;
    private int files;

    TfRecordsWriter(Path folder, ImageSetHeader header, List<String> classNames) {
        this.folder = folder;
        this.header = header;
        this.classNames = classNames;
    }

    @Override
    public void write(LabelledRecords.Original image) throws IOException {
        Picture picture = image.picture();
        Optional<byte[]> kept = image.encoded().filter(TfRecordsWriter::isPngOrJpeg);
        byte[] encoded = kept.orElseGet(() -> Png.of(picture));
        ExampleWriter example = new ExampleWriter()
                .bytes(TfRecords.ENCODED, encoded)
                .text("image/format", PictureFormat.of(encoded).orElseThrow().name())
                .integer(TfRecords.LABEL, image.label() + (long) TfRecordSpec.DEFAULT_FIRST_LABEL)
                .text("image/class/text", classNames.get(image.label()))
                .integer("image/height", picture.height())
                .integer("image/width", picture.width())
                .integer("image/channels", Picture.CHANNELS)
                .text("image/colorspace", "RGB");
        writer().write(example.toBytes());
    }

    private static boolean isPngOrJpeg(byte[] encoded) {
        PictureFormat format = PictureFormat.of(encoded).orElse(PictureFormat.BMP);
        return format == PictureFormat.PNG || format == PictureFormat.JPEG;
    }

    private RecordWriter writer() throws IOException {
        if (current != null && current.bytes() < BYTES_PER_FILE) {
            return current;
        }
        close();
        RecordWriter next = new RecordWriter(folder.resolve(String.format(Locale.ROOT, "data-%05d.tfrecord", files)));
        files++;
        current = next;
        return next;
    }

    @Override
    public void finish() {
        // Every record is whole by itself.
    }

    @Override
    public String spec(Path place) {
        int side = Math.max(header.width(), header.height());
        return "tfrecord:" + place.resolve("data-*.tfrecord") + "?side=" + side + "&classes=" + header.classes();
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
