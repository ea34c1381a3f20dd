package org.aiperf.bench.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.aiperf.benchmark.SearchEvent.TrialStarted;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.runs.Event;
import org.aiperf.runs.EventStream;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.Recorded;
import org.aiperf.runs.RunFolder;

/** A run as its folder shows it from outside while it goes on. */
final class RunView {
    private static final int MOST = 1 << 20;

    private final RunFolder folder;
    private final EventStream stream = new EventStream(SearchRun.codec());
    private final List<Recorded> events = new ArrayList<>();
    private long offset;

    /** @param folder as this machine sees it */
    RunView(Path folder) {
        this.folder = new RunFolder(folder);
    }

    RunFolder folder() {
        return folder;
    }

    /** Reads what came since the last look. */
    void look() throws IOException {
        try (FileChannel log = FileChannel.open(folder.events())) {
            // A master that is started again takes a line back that was cut short; it was never one.
            long size = log.size();
            if (size <= offset) {
                return;
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MOST, size - offset));
            log.read(bytes, offset);
            bytes.flip();
            int whole = bytes.limit();
            while (whole > 0 && bytes.get(whole - 1) != '\n') {
                whole--;
            }
            byte[] lines = new byte[whole];
            bytes.get(lines);
            offset += whole;
            events.addAll(stream.accept(lines));
        } catch (NoSuchFileException e) {
            // The master has not begun.
        }
    }

    List<Recorded> events() {
        return events;
    }

    /** How many events of a kind there are. */
    <E extends Event> long count(Class<E> kind, Predicate<E> which) {
        return events.stream()
                .map(Recorded::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(which)
                .count();
    }

    long finished() {
        return count(TrialEnded.class, ended -> ended.outcome() == Outcome.FINISHED);
    }

    /** The n-th trial that was given to a worker, counted from 1. */
    Optional<TrialAssigned> assigned(int n) {
        return events.stream()
                .map(Recorded::event)
                .filter(TrialAssigned.class::isInstance)
                .map(TrialAssigned.class::cast)
                .skip(n - 1L)
                .findFirst();
    }

    /** Whether that attempt has begun to train. */
    boolean isStarted(TrialAssigned assigned) {
        return count(
                        TrialStarted.class,
                        started -> started.trial() == assigned.trial() && started.attempt() == assigned.attempt())
                > 0;
    }

    boolean isEnded(TrialAssigned assigned) {
        return count(
                        TrialEnded.class,
                        ended -> ended.trial() == assigned.trial() && ended.attempt() == assigned.attempt())
                > 0;
    }

    boolean isClaimed(int trial) {
        return Files.exists(folder.trial(trial).resolve("candidate.json"));
    }

    /** Whether the worker has put its result on the disk. */
    boolean isWritten(int trial) {
        return Files.exists(folder.trial(trial).resolve("weights.bin"));
    }

    /** The process of the master or of a worker, as its node numbers it; empty while there is none. */
    Optional<Long> process(String node) throws IOException {
        try {
            String text = Files.readString(folder.logs().resolve(node + ".pid")).strip();
            return text.matches("\\d+") ? Optional.of(Long.parseLong(text)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
