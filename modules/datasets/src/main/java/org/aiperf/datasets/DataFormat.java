package org.aiperf.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What data sets can be converted to. */
public enum DataFormat {
    /** Grey images of one size and at most 256 classes, in the two files {@code data-…-ubyte} of the IDX format. */
    IDX {
        @Override
        DataWriter open(Path folder, ImageSetHeader header, List<String> classNames) throws IOException {
            return new IdxWriter(folder);
        }
    },
    /** Files {@code data-00000.tfrecord} and on, in the layout of ImageNet. */
    TFRECORD {
        @Override
        DataWriter open(Path folder, ImageSetHeader header, List<String> classNames) {
            return new TfRecordsWriter(folder, header, classNames);
        }
    },
    /** A folder to each class, with PNG files unless the pictures were files before. */
    FOLDER {
        @Override
        DataWriter open(Path folder, ImageSetHeader header, List<String> classNames) throws IOException {
            return new FolderWriter(folder, classNames);
        }
    };

    /** The word for it on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<DataFormat> of(String word) {
        return Stream.of(values()).filter(format -> format.word().equals(word)).findFirst();
    }

    abstract DataWriter open(Path folder, ImageSetHeader header, List<String> classNames) throws IOException;
}
