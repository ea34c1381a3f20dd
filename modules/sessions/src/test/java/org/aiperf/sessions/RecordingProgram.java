package org.aiperf.sessions;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import org.aiperf.runs.Recorded;

/**
 * Records a run in a program of its own: database, run, batch size, number of events. After each batch that the
 * database took, the last sequence number is written to a file beside it: what is written there must never be lost.
 */
final class RecordingProgram {
    private RecordingProgram() {}

    public static void main(String[] arguments) throws IOException {
        Path database = Path.of(arguments[0]);
        String run = arguments[1];
        int batch = Integer.parseInt(arguments[2]);
        List<Recorded> events = SampleRun.steps(Integer.parseInt(arguments[3]));
        try (RandomAccessFile acknowledged = new RandomAccessFile(database + "." + run + ".acknowledged", "rw");
                Sessions sessions = Sessions.open(database, search -> 0);
                SessionWriter writer = sessions.record(run, run, "laptop")) {
            for (int start = 0; start < events.size(); start += batch) {
                int end = Math.min(events.size(), start + batch);
                writer.append(events.subList(start, end));
                acknowledged.seek(0);
                acknowledged.writeLong(events.get(end - 1).sequence());
            }
        }
    }
}
