package org.aiperf.agent;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.aiperf.benchmark.SearchEvent.CandidateProposed;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.runs.EventStream;
import org.aiperf.runs.RunFolder;

/**
 * The candidates that the log of a run knows. One in the buffer that is not among them was written by a worker that died, or
 * told to a master that did, before the log had it: nobody will ever train it, and its network may be found again.
 */
final class ProposedCandidates {
    private final RunFolder folder;
    private final EventStream stream = new EventStream(SearchRun.codec());
    private long offset;

    ProposedCandidates(RunFolder folder) {
        this.folder = folder;
    }

    /** The numbers of those that came since the last call, in the order of the log. */
    List<Integer> news() throws IOException {
        if (!Files.exists(folder.events())) {
            return List.of();
        }
        byte[] lines = wholeLines();
        offset += lines.length;
        return stream.accept(lines).stream()
                .map(recorded -> recorded.event() instanceof CandidateProposed proposed ? proposed.candidate() : 0)
                .filter(number -> number > 0)
                .toList();
    }

    /** Half a line may be taken back by the master that goes on. */
    private byte[] wholeLines() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.events().toFile(), "r")) {
            file.seek(offset);
            byte[] fresh = new byte[Math.toIntExact(Math.max(0, file.length() - offset))];
            file.readFully(fresh);
            int end = fresh.length;
            while (end > 0 && fresh[end - 1] != '\n') {
                end--;
            }
            return Arrays.copyOf(fresh, end);
        }
    }
}
