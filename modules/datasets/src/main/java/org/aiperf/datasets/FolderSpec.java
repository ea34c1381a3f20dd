package org.aiperf.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.aiperf.datasets.pictures.Picture;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;

/**
 * Picture files in folders, one folder to a class.
 *
 * @param side of the square that pictures are scaled to; 0 for the size of the first
 */
record FolderSpec(String text, Path folder, int side, Optional<ImageRange> range) implements DataSpec {

    @Override
    public SkippingSource open(CorruptLimit limit) throws InvalidInputException {
        if (!Files.isDirectory(folder)) {
            throw new InvalidInputException(Problem.of(text, "there is no folder " + folder, "check the path"));
        }
        FolderRecords.Listing listing;
        try {
            listing = FolderRecords.Listing.of(folder);
        } catch (IOException e) {
            throw new InvalidInputException(
                    Problem.of(text, "the folder cannot be read (" + e + ")", "check that you may read all of it"));
        }
        if (listing.total() == 0) {
            throw new InvalidInputException(Problem.of(
                    text,
                    "there are no pictures in folders of " + folder,
                    "put the PNG, JPEG, BMP or GIF files of each class into a folder of its own"));
        }
        FolderRecords records = side > 0
                ? new FolderRecords(listing, side, side)
                : FolderRecords.ofFirstSize(listing)
                        .orElseThrow(() -> new InvalidInputException(
                                Problem.of(text, "none of its pictures can be read", "see 'aiperf data check'")));
        ImageSetHeader size = new ImageSetHeader(
                0,
                records.height(),
                records.width(),
                Picture.CHANNELS,
                listing.classes().size());
        return RecordsInRange.source(text, records, List.of(), range, size, limit);
    }
}
