package org.aiperf.datasets;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aiperf.datasets.pictures.Picture;
import org.aiperf.datasets.tfrecord.RecordFile;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;

/**
 * TFRecord files with labelled pictures in the layout of ImageNet.
 *
 * @param folder that the files are in
 * @param pattern of their names, as a shell knows them
 * @param side of the square that is cut out of each picture
 * @param classes how many there are
 * @param firstLabel the number of the first class in the files
 * @param keepsSize whether the size was not asked for, so that a conversion leaves pictures as they are
 */
record TfRecordSpec(
        String text,
        Path folder,
        String pattern,
        int side,
        int classes,
        int firstLabel,
        boolean keepsSize,
        Optional<ImageRange> range)
        implements DataSpec {
    /** The sizes of ImageNet as AIPerf's reference trains with it. */
    static final int DEFAULT_SIDE = 224;

    static final int DEFAULT_CLASSES = 1000;
    static final int DEFAULT_FIRST_LABEL = 1;

    @Override
    public SkippingSource open(CorruptLimit limit) throws InvalidInputException {
        TfRecords records = new TfRecords(scan(files()), side, classes, firstLabel);
        ImageSetHeader size = new ImageSetHeader(0, side, side, Picture.CHANNELS, classes);
        return RecordsInRange.source(text, records, records.gaps(), range, size, limit);
    }

    private List<Path> files() throws InvalidInputException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
            for (Path file : found) {
                if (Files.isRegularFile(file)) {
                    files.add(file);
                }
            }
        } catch (IOException e) {
            throw new InvalidInputException(
                    Problem.of(text, "the folder " + folder + " cannot be read", "check the path"));
        }
        if (files.isEmpty()) {
            throw new InvalidInputException(
                    Problem.of(text, "there is no file " + folder.resolve(pattern), "check the path and the pattern"));
        }
        Collections.sort(files);
        return files;
    }

    /** Goes through all files at once: on a network's file system that is waiting, not working. */
    private List<RecordFile> scan(List<Path> files) throws InvalidInputException {
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RecordFile>> scans = files.stream()
                    .map(file -> readers.submit(() -> RecordFile.scan(file)))
                    .toList();
            List<RecordFile> scanned = new ArrayList<>();
            for (Future<RecordFile> scan : scans) {
                scanned.add(scan.get());
            }
            return scanned;
        } catch (ExecutionException e) {
            throw new InvalidInputException(
                    Problem.of(text, "a file cannot be read (" + e.getCause() + ")", "check that you may read them"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InvalidInputException(Problem.of(text, "reading it was interrupted", "start again"));
        }
    }
}
