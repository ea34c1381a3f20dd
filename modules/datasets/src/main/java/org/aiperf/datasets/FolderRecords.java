package org.aiperf.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.aiperf.datasets.pictures.Picture;
import org.aiperf.datasets.pictures.PictureFormat;
import org.aiperf.datasets.pictures.PictureReader;
import org.aiperf.datasets.pictures.Scaling;
import org.aiperf.datasets.pictures.UnreadablePictureException;

/** Picture files of any size: the middle that has the wanted aspect ratio is scaled to the wanted size. */
final class FolderRecords implements LabelledRecords {
    private static final long LARGEST_FILE = 1 << 28;

    private final Listing listing;
    private final int width;
    private final int height;

    /** The files of one class, in the order of their names. */
    record PictureClass(Path folder, List<String> files) {}

    /** The classes, in the order of their folders' names; hidden files and those that are not named as pictures are left out. */
    record Listing(List<PictureClass> classes, RecordNumbers numbers) {

        static Listing of(Path folder) throws IOException {
            List<PictureClass> classes = new ArrayList<>();
            for (Path child : children(folder)) {
                if (Files.isDirectory(child)) {
                    List<String> files = new ArrayList<>();
                    for (Path file : children(child)) {
                        String name = String.valueOf(file.getFileName());
                        if (PictureFormat.named(name) && Files.isRegularFile(file)) {
                            files.add(name);
                        }
                    }
                    classes.add(new PictureClass(child, files));
                }
            }
            return new Listing(
                    classes,
                    new RecordNumbers(
                            classes.stream().map(c -> c.files().size()).toList()));
        }

        private static List<Path> children(Path folder) throws IOException {
            try (Stream<Path> children = Files.list(folder)) {
                return children.filter(
                                child -> !String.valueOf(child.getFileName()).startsWith("."))
                        .sorted()
                        .toList();
            }
        }

        int total() {
            return numbers.total();
        }

        int label(int record) {
            return numbers.file(record);
        }

        Path file(int record) {
            PictureClass of = classes.get(numbers.file(record));
            return of.folder().resolve(of.files().get(numbers.inFile(record)));
        }
    }

    FolderRecords(Listing listing, int width, int height) {
        this.listing = listing;
        this.width = width;
        this.height = height;
    }

    /** The size is that of the first picture that can be read; empty if none can. */
    static Optional<FolderRecords> ofFirstSize(Listing listing) {
        for (int i = 0; i < listing.total(); i++) {
            Optional<FolderRecords> records = ofSizeOf(i, listing);
            if (records.isPresent()) {
                return records;
            }
        }
        return Optional.empty();
    }

    private static Optional<FolderRecords> ofSizeOf(int record, Listing listing) {
        try (PictureReader reader = PictureReader.open(bytes(listing.file(record)))) {
            return Optional.of(new FolderRecords(listing, reader.width(), reader.height()));
        } catch (UnreadablePictureException | CorruptRecordException e) {
            return Optional.empty();
        }
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** The name of the folder of a class. */
    String className(int label) {
        return String.valueOf(listing.classes().get(label).folder().getFileName());
    }

    @Override
    public int size() {
        return listing.total();
    }

    @Override
    public CorruptRecord corrupt(int record, String what) {
        return new CorruptRecord(listing.file(record).toAbsolutePath().toString(), 0, what);
    }

    @Override
    public int read(int record, OptionalLong seed, byte[] target) throws CorruptRecordException {
        try (PictureReader reader = PictureReader.open(bytes(listing.file(record)))) {
            Picture middle = reader.read(Scaling.middle(reader.width(), reader.height(), width, height));
            Picture scaled = Scaling.to(width, height, middle);
            System.arraycopy(scaled.rgb(), 0, target, 0, scaled.rgb().length);
            return listing.label(record);
        } catch (UnreadablePictureException e) {
            throw new CorruptRecordException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Original original(int record) throws CorruptRecordException {
        byte[] encoded = bytes(listing.file(record));
        try {
            return new Original(listing.label(record), PictureReader.read(encoded), Optional.of(encoded));
        } catch (UnreadablePictureException e) {
            throw new CorruptRecordException(String.valueOf(e.getMessage()));
        }
    }

    private static byte[] bytes(Path file) throws CorruptRecordException {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new CorruptRecordException("a file of more than " + (LARGEST_FILE >> 20) + " MB");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CorruptRecordException("it cannot be read (" + e + ")");
        }
    }
}
