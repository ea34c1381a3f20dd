package org.aiperf.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;

/** CIFAR-10 (Krizhevsky 2009) in its binary version: five files to train with, or the one to test with. */
record CifarSpec(String text, Path folder, boolean isTest, Optional<ImageRange> range) implements DataSpec {
    private static final List<String> TRAIN_FILES =
            List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin");
    private static final List<String> TEST_FILES = List.of("test_batch.bin");

    /** Reads {@code DIR}, {@code DIR/train} or {@code DIR/test}. */
    static CifarSpec of(String text, Path place, Optional<ImageRange> range) {
        String last = String.valueOf(place.getFileName());
        boolean namesPart = last.equals("train") || last.equals("test");
        Path parent = place.getParent();
        Path folder = !namesPart ? place : parent == null ? Path.of("") : parent;
        return new CifarSpec(text, folder, last.equals("test"), range);
    }

    @Override
    public SkippingSource open(CorruptLimit limit) throws InvalidInputException {
        Problems problems = new Problems();
        List<Path> files = new ArrayList<>();
        List<Long> lengths = new ArrayList<>();
        for (String name : isTest ? TEST_FILES : TRAIN_FILES) {
            Path file = folder.resolve(name);
            try {
                if (Files.isRegularFile(file)) {
                    lengths.add(Files.size(file));
                    files.add(file);
                    continue;
                }
            } catch (IOException e) {
                problems.add(Problem.of(text, file + " cannot be read", "check that you may read it"));
                continue;
            }
            problems.add(Problem.of(
                    text, "there is no file " + file, "unpack CIFAR-10's binary version and name its folder"));
        }
        problems.throwIfAny();
        CifarRecords records = new CifarRecords(files, lengths);
        return RecordsInRange.source(text, records, records.brokenOff(), range, CifarRecords.SIZE, limit);
    }
}
