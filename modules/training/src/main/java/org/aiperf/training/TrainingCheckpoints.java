package org.aiperf.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;

/**
 * The states of one training in a folder, one file {@code epoch-N.bin} for each epoch. The last two are kept, so that one
 * which was cut short costs one epoch and no more.
 */
public final class TrainingCheckpoints {
    private static final int KEPT = 2;
    private static final Pattern FILE = Pattern.compile("epoch-(\\d{1,9})\\.bin");

    private final Path folder;
    private final Supplier<Duration> between;
    private final LongSupplier nanoTime;
    private volatile long lastNanos;

    /**
     * Of every epoch.
     *
     * @param folder made when the first state is saved
     */
    public TrainingCheckpoints(Path folder) {
        this(folder, () -> Duration.ZERO, System::nanoTime);
    }

    /** @param between what passes between two saved states at least, and before the first */
    public TrainingCheckpoints(Path folder, Duration between, LongSupplier nanoTime) {
        this(folder, () -> between, nanoTime);
    }

    /** @param between what passes between two saved states at least, and before the first; asked each time */
    public TrainingCheckpoints(Path folder, Supplier<Duration> between, LongSupplier nanoTime) {
        this.folder = folder;
        this.between = between;
        this.nanoTime = nanoTime;
        lastNanos = nanoTime.getAsLong();
    }

    /** Whether enough time passed for another state to be saved. */
    boolean isDue() {
        return nanoTime.getAsLong() - lastNanos >= between.get().toNanos();
    }

    /** Deletes all states: the training is over. */
    public void delete() throws IOException {
        for (Path file : files()) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }

    /** What there is to go on from. */
    public sealed interface Found {

        /** Epochs that the state has behind it; 0 without one. */
        default int epochs() {
            return switch (this) {
                case Latest latest -> latest.state().epochs();
                case Earlier earlier -> earlier.state().epochs();
                case Nothing _, OnlyDamaged _ -> 0;
            };
        }

        /** Nothing at all. */
        record Nothing() implements Found {}

        /** The latest state. */
        record Latest(TrainingState state) implements Found {}

        /** An earlier state: the later files could not be read, for these reasons. */
        record Earlier(TrainingState state, List<Problem> damaged) implements Found {}

        /** Only files that cannot be read, for these reasons: the training starts over. */
        record OnlyDamaged(List<Problem> damaged) implements Found {}
    }

    /** Saves a state durably and deletes those that are older than the last two. */
    public void save(TrainingState state) throws IOException {
        lastNanos = nanoTime.getAsLong();
        Files.createDirectories(folder);
        Checkpoint.save(state.arrays(), folder.resolve("epoch-" + state.epochs() + ".bin"));
        List<Path> files = files();
        for (Path old : files.subList(Math.min(KEPT, files.size()), files.size())) {
            Files.deleteIfExists(old);
        }
    }

    /**
     * The latest state that is whole.
     *
     * @throws IOException if the disk fails
     */
    public Found find() throws IOException {
        List<Problem> damaged = new ArrayList<>();
        for (Path file : files()) {
            try {
                TrainingState state = TrainingState.of(Checkpoint.load(file));
                return damaged.isEmpty() ? new Found.Latest(state) : new Found.Earlier(state, List.copyOf(damaged));
            } catch (InvalidInputException e) {
                damaged.addAll(e.problems());
            } catch (IllegalArgumentException e) {
                damaged.add(Problem.of(
                        file.toString(), "is no state of a training: " + e.getMessage(), "delete it and train again"));
            }
        }
        return damaged.isEmpty() ? new Found.Nothing() : new Found.OnlyDamaged(List.copyOf(damaged));
    }

    /** The latest first. */
    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(
                            file -> FILE.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparingInt(TrainingCheckpoints::epoch).reversed())
                    .toList();
        }
    }

    private static int epoch(Path file) {
        Matcher matcher = FILE.matcher(file.getFileName().toString());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
