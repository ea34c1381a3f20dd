package org.aiperf.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;

/**
 * Grey images and their labels in two files of the IDX format, plain or gzipped, as MNIST is distributed:
 * {@code PREFIX-images-idx3-ubyte[.gz]} and {@code PREFIX-labels-idx1-ubyte[.gz]}.
 */
record IdxSpec(String text, Path prefix, Optional<ImageRange> range) implements DataSpec {

    private static final int LARGEST_SIDE = 4096;

    @Override
    public ImageSetHeader header(CorruptLimit limit) throws InvalidInputException {
        return open().header();
    }

    @Override
    public ImageSet open(CorruptLimit limit) throws InvalidInputException {
        Opened opened = open();
        ImageSetHeader header = opened.header();
        int first = range.map(ImageRange::from).orElse(0);
        byte[] pixels = opened.images.items(first, header.images());
        byte[] labelBytes = opened.labels.items(first, header.images());
        int[] labels = new int[header.images()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = labelBytes[i] & 0xff;
        }
        return new ImageSet(header.height(), header.width(), header.channels(), header.classes(), pixels, labels);
    }

    private record Opened(IdxFile images, IdxFile labels, ImageSetHeader header) {}

    /** Checks both files, and what they say of each other. */
    private Opened open() throws InvalidInputException {
        Problems problems = new Problems();
        Optional<IdxFile> images = file("-images-idx3-ubyte", 3, problems);
        Optional<IdxFile> labels = file("-labels-idx1-ubyte", 1, problems);
        problems.throwIfAny();
        IdxFile imageFile = images.orElseThrow();
        IdxFile labelFile = labels.orElseThrow();
        int count = imageFile.count();
        if (labelFile.count() != count) {
            problems.add(Problem.of(
                    text,
                    "there are " + count + " images but " + labelFile.count() + " labels",
                    "take both files from the same set"));
        }
        if (imageFile.size(1) > LARGEST_SIDE || imageFile.size(2) > LARGEST_SIDE) {
            problems.add(Problem.of(
                    text,
                    "its images are " + imageFile.size(1) + "×" + imageFile.size(2),
                    "use images of at most " + LARGEST_SIDE + "×" + LARGEST_SIDE));
        }
        range.filter(r -> r.to() > count)
                .ifPresent(r -> problems.add(Problem.of(
                        text,
                        "the range ends at " + r.to() + ", but there are only " + count + " images",
                        "end it at " + count + " or before")));
        problems.throwIfAny();
        byte[] allLabels = labelFile.items(0, count);
        int classes = 1;
        for (byte label : allLabels) {
            classes = Math.max(classes, (label & 0xff) + 1);
        }
        int taken = range.map(ImageRange::size).orElse(count);
        return new Opened(
                imageFile, labelFile, new ImageSetHeader(taken, imageFile.size(1), imageFile.size(2), 1, classes));
    }

    private Optional<IdxFile> file(String suffix, int dimensions, Problems problems) {
        Path plain = Path.of(prefix + suffix);
        Path gzipped = Path.of(prefix + suffix + ".gz");
        Path found = Files.exists(gzipped) ? gzipped : plain;
        if (!Files.isRegularFile(found)) {
            problems.add(Problem.of(
                    text, "there is no file " + gzipped, "check the folder and the prefix in idx:DIR/PREFIX"));
            return Optional.empty();
        }
        try {
            return Optional.of(IdxFile.open(found, dimensions));
        } catch (InvalidInputException e) {
            e.problems().forEach(problems::add);
            return Optional.empty();
        }
    }
}
