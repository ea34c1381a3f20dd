package org.aiperf.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.aiperf.datasets.pictures.PictureFormat;
import org.aiperf.datasets.pictures.Png;

/**
 * Writes picture files into a folder for each class, those included that have no image, so that labels stay. What was a
 * picture file before goes in as it is, all else as PNG. File names count through the data set.
 */
final class FolderWriter implements DataWriter {
    private final Path folder;
    private final List<String> classNames;
    private int count;

    FolderWriter(Path folder, List<String> classNames) throws IOException {
        this.folder = folder;
        this.classNames = classNames;
        for (String name : classNames) {
            Files.createDirectory(folder.resolve(name));
        }
    }

    @Override
    public void write(LabelledRecords.Original image) throws IOException {
        byte[] encoded = image.encoded().orElseGet(() -> Png.of(image.picture()));
        String ending = PictureFormat.of(encoded).orElseThrow().ending();
        String name = String.format(Locale.ROOT, "%08d.%s", count, ending);
        Files.write(folder.resolve(classNames.get(image.label())).resolve(name), encoded);
        count++;
    }

    @Override
    public void finish() {
        // Every file is whole by itself.
    }

    @Override
    public String spec(Path place) {
        return "folder:" + place;
    }

    @Override
    public void close() {
        // No file stays open.
    }
}
