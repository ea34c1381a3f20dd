package org.aiperf.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.StoredArchitecture;
import org.aiperf.architecture.json.ArchitectureFile;
import org.aiperf.benchmark.plan.DataSettings;
import org.aiperf.datasets.CorruptLimit;
import org.aiperf.datasets.DataSpec;
import org.aiperf.datasets.ImageSetHeader;
import org.aiperf.datasets.ImageSource;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.NearMiss;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;

/**
 * A classification task that was checked: what to train on, what to test on, and the size of its images. Images smaller
 * than 32×32 are padded to that.
 */
public final class Task {
    private static final int SMALLEST_SIDE = 32;

    private final DataSpec train;
    private final DataSpec test;
    private final ImageSetHeader header;
    private final int testImages;
    private final CorruptLimit mostCorrupt;

    private Task(DataSpec train, DataSpec test, ImageSetHeader header, int testImages, CorruptLimit mostCorrupt) {
        this.train = train;
        this.test = test;
        this.header = header;
        this.testImages = testImages;
        this.mostCorrupt = mostCorrupt;
    }

    /** The task of two data specifications in which nothing may be corrupt. */
    public static Optional<Task> of(String trainSpec, String testSpec, Problems problems) {
        return of(trainSpec, testSpec, CorruptLimit.NONE, problems);
    }

    /** The task of a plan; empty, with every problem noted, if it cannot be had. */
    public static Optional<Task> of(DataSettings data, Problems problems) {
        return of(data.train(), data.test(), new CorruptLimit(data.mostCorrupt()), problems);
    }

    /**
     * The task of two data specifications; empty, with every problem noted, if it cannot be had.
     *
     * @param mostCorrupt how many records of each may be corrupt
     */
    public static Optional<Task> of(String trainSpec, String testSpec, CorruptLimit mostCorrupt, Problems problems) {
        Optional<DataSpec> train = DataSpec.parse(trainSpec, problems);
        Optional<DataSpec> test = DataSpec.parse(testSpec, problems);
        Optional<ImageSetHeader> trainHeader = train.flatMap(spec -> header(spec, mostCorrupt, problems));
        Optional<ImageSetHeader> testHeader = test.flatMap(spec -> header(spec, mostCorrupt, problems));
        if (trainHeader.isEmpty() || testHeader.isEmpty()) {
            return Optional.empty();
        }
        ImageSetHeader one = trainHeader.get();
        ImageSetHeader other = testHeader.get();
        if (one.height() != other.height() || one.width() != other.width() || one.channels() != other.channels()) {
            problems.add(Problem.of(
                    testSpec,
                    "its images are " + size(other) + ", those of " + trainSpec + " are " + size(one),
                    "name two parts of one data set"));
            return Optional.empty();
        }
        if (other.classes() > one.classes()) {
            problems.add(Problem.of(
                    testSpec,
                    "it has " + other.classes() + " classes, " + trainSpec + " has " + one.classes(),
                    "name two parts of one data set"));
            return Optional.empty();
        }
        return Optional.of(new Task(train.orElseThrow(), test.orElseThrow(), one, other.images(), mostCorrupt));
    }

    private static Optional<ImageSetHeader> header(DataSpec spec, CorruptLimit mostCorrupt, Problems problems) {
        try {
            return Optional.of(spec.header(mostCorrupt));
        } catch (InvalidInputException e) {
            e.problems().forEach(problems::add);
            return Optional.empty();
        }
    }

    private static String size(ImageSetHeader header) {
        return header.height() + "×" + header.width() + "×" + header.channels();
    }

    /** The shape of the images as networks see them. */
    public Shape shape() {
        return Shape.image(padded(header.height()), padded(header.width()), header.channels());
    }

    private static int padded(int side) {
        return Math.max(side, SMALLEST_SIDE);
    }

    public int classes() {
        return header.classes();
    }

    public int trainImages() {
        return header.images();
    }

    public int testImages() {
        return testImages;
    }

    /** The images to train with. Sets that fit into memory are read now. */
    public ImageSource openTrain() throws InvalidInputException {
        return padded(train.open(mostCorrupt));
    }

    /** The images to test with, likewise. */
    public ImageSource openTest() throws InvalidInputException {
        return padded(test.open(mostCorrupt));
    }

    private static ImageSource padded(ImageSource source) {
        boolean isSmall = source.height() < SMALLEST_SIDE && source.width() < SMALLEST_SIDE;
        return isSmall ? source.padTo(SMALLEST_SIDE) : source;
    }

    /** The architecture of a name or a file, if it fits this task; every problem is noted. */
    public Optional<Architecture> architecture(String nameOrFile, Problems problems) {
        Optional<Architecture> found = NamedArchitectures.named(nameOrFile, shape(), classes());
        if (found.isPresent()) {
            return found;
        }
        Path file = Path.of(nameOrFile);
        if (!Files.exists(file)) {
            problems.add(Problem.of(
                    nameOrFile,
                    "is neither the name of an architecture nor a file",
                    NearMiss.suggestion(nameOrFile, NamedArchitectures.names())));
            return Optional.empty();
        }
        Optional<Architecture> read = ArchitectureFile.read(file, problems).map(StoredArchitecture::architecture);
        if (read.isPresent()
                && (!read.get().input().equals(shape()) || read.get().classes() != classes())) {
            problems.add(Problem.of(
                    nameOrFile,
                    "is for images of " + read.get().input() + " and "
                            + read.get().classes() + " classes, the data have " + shape() + " and " + classes(),
                    "name an architecture of that size"));
            return Optional.empty();
        }
        return read;
    }
}
