package org.aiperf.datasets;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.aiperf.datasets.pictures.Picture;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Writes a data set in another format. Pictures stay as they are, byte by byte where they are files; only if the
 * specification names a size ({@code ?side=64}) they are brought to it, as for a test. Nothing half-written is ever seen:
 * the folder has its name once everything is in it.
 */
public final class DataConversion {
    private DataConversion() {}

    /**
     * What was written.
     *
     * @param records that were written
     * @param skipped corrupt ones, which were not
     * @param spec the specification of the new data set
     */
    public record Converted(int records, List<CorruptRecord> skipped, String spec) {}

    /**
     * @param out an empty folder
     * @throws InvalidInputException if more records are corrupt than the limit, or the format cannot hold an image
     */
    public static Converted run(
            DataSpec spec, CorruptLimit limit, DataFormat format, Path out, ReadingProgress progress)
            throws IOException, InvalidInputException {
        ImageSource source = spec.open(limit);
        Path part = out.resolveSibling(
                "." + out.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        Files.createDirectory(part);
        try {
            Converted converted = write(source, keepsPictures(spec), format, part, out, progress);
            Files.deleteIfExists(out);
            Files.move(part, out, StandardCopyOption.ATOMIC_MOVE);
            return converted;
        } finally {
            delete(part);
        }
    }

    private static boolean keepsPictures(DataSpec spec) {
        return switch (spec) {
            case FolderSpec folder -> folder.side() == 0;
            case TfRecordSpec records -> records.keepsSize();
            case CifarSpec _, IdxSpec _, ShapesSpec _ -> true;
        };
    }

    private static Converted write(
            ImageSource source, boolean keepsPictures, DataFormat format, Path part, Path out, ReadingProgress progress)
            throws IOException, InvalidInputException {
        ImageSetHeader header =
                new ImageSetHeader(source.size(), source.height(), source.width(), source.channels(), source.classes());
        int written = 0;
        try (DataWriter writer = format.open(part, header, classNames(source))) {
            for (int image = 0; image < source.size(); image++) {
                Optional<LabelledRecords.Original> read = read(source, image, keepsPictures);
                if (read.isPresent()) {
                    writer.write(read.get());
                    written++;
                }
                progress.read(image + 1, source.size());
            }
            if (written == 0) {
                throw new InvalidInputException(
                        Problem.of(source.toString(), "none of them can be read", "see 'aiperf data check'"));
            }
            writer.finish();
            return new Converted(written, source.skipped(), writer.spec(out));
        }
    }

    private static List<String> classNames(ImageSource source) {
        if (source instanceof SkippingSource files && files.records() instanceof FolderRecords folders) {
            return IntStream.range(0, source.classes())
                    .mapToObj(folders::className)
                    .toList();
        }
        int digits = Integer.toString(source.classes() - 1).length();
        return IntStream.range(0, source.classes())
                .mapToObj(label -> String.format(Locale.ROOT, "%0" + digits + "d", label))
                .toList();
    }

    /** An image to write; empty if it is corrupt, which the source has noted. */
    private static Optional<LabelledRecords.Original> read(ImageSource source, int image, boolean keepsPictures)
            throws InvalidInputException {
        if (!(source instanceof SkippingSource files)) {
            byte[] bytes = new byte[source.imageBytes()];
            int label = source.read(image, bytes);
            return Optional.of(new LabelledRecords.Original(label, picture(source, bytes), Optional.empty()));
        }
        try {
            if (keepsPictures) {
                return Optional.of(files.original(image));
            }
            byte[] bytes = new byte[source.imageBytes()];
            int label = files.readThis(image, bytes);
            return Optional.of(new LabelledRecords.Original(label, picture(source, bytes), Optional.empty()));
        } catch (CorruptRecordException e) {
            return Optional.empty();
        }
    }

    private static Picture picture(ImageSource source, byte[] bytes) {
        if (source.channels() == Picture.CHANNELS) {
            return new Picture(source.width(), source.height(), bytes);
        }
        byte[] rgb = new byte[bytes.length * Picture.CHANNELS];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = bytes[i / Picture.CHANNELS];
        }
        return new Picture(source.width(), source.height(), rgb);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
