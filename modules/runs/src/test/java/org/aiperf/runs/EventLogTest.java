package org.aiperf.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.LifecycleEvent.WorkerJoined;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventLogTest {
    private static final List<Event> EVENTS = List.of(
            new RunStarted("r1", "träining\n", "name: x\n", Map.of("java", "25")),
            new WorkerJoined("slave1", List.of("cpu"), Map.of()),
            new TrialAssigned(1, 1, "slave1"),
            new TestEvent.Measured(0.1),
            new TrialEnded(1, 1, Outcome.FINISHED, ""));

    private final EventCodec codec = new EventCodec(TestEvent.class);

    @TempDir
    private Path folder;

    @Test
    void whatWasAppendedIsReadBack() throws IOException {
        Path file = folder.resolve("events.ndjson");
        List<Recorded> written;
        try (EventLog log = EventLog.create(file, codec)) {
            written = new ArrayList<>(log.append(EVENTS, 1_000));
        }
        try (EventLog log = EventLog.open(file, codec)) {
            written.addAll(log.append(List.of(new TrialAssigned(2, 1, "slave1")), 2_000));
        }

        assertThat(EventLog.read(file, codec)).isEqualTo(written);
        assertThat(written.stream().map(Recorded::sequence)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void aLogCutAtAnyByteOpensWithItsWholeLines() throws IOException {
        Path whole = folder.resolve("whole.ndjson");
        try (EventLog log = EventLog.create(whole, codec)) {
            log.append(EVENTS, 1_000);
        }
        byte[] bytes = Files.readAllBytes(whole);
        for (int length = 0; length <= bytes.length; length++) {
            Path cut = folder.resolve("cut-" + length + ".ndjson");
            Files.write(cut, Arrays.copyOf(bytes, length));
            long wholeLines = new String(Arrays.copyOf(bytes, length), StandardCharsets.UTF_8)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            try (EventLog log = EventLog.open(cut, codec)) {
                Recorded next =
                        log.append(List.of(new TestEvent.Measured(2)), 3_000).getFirst();
                assertThat(next.sequence()).as("cut at %d", length).isEqualTo(wholeLines + 1);
            }
            assertThat(EventLog.read(cut, codec)).hasSize((int) wholeLines + 1);
        }
    }

    @Test
    void aLogHasOneWriter() throws IOException {
        Path file = folder.resolve("events.ndjson");
        try (EventLog _ = EventLog.create(file, codec)) {
            assertThatThrownBy(() -> EventLog.open(file, codec)).hasMessageContaining("has a writer already");
        }
    }

    @Test
    void bytesMayArriveInPiecesOfAnySize() throws IOException {
        Path file = folder.resolve("events.ndjson");
        try (EventLog log = EventLog.create(file, codec)) {
            log.append(EVENTS, 1_000);
        }
        byte[] bytes = Files.readAllBytes(file);
        for (int size = 1; size < bytes.length; size += 7) {
            EventStream stream = new EventStream(codec);
            List<Recorded> events = new ArrayList<>();
            for (int from = 0; from < bytes.length; from += size) {
                events.addAll(stream.accept(Arrays.copyOfRange(bytes, from, Math.min(from + size, bytes.length))));
            }
            assertThat(events).isEqualTo(EventLog.read(file, codec));
        }
    }

    @Test
    void aLineThatIsNoEventIsRefused() {
        for (String line :
                List.of("", "{", "[]", "{\"type\":\"java.lang.String\",\"sequence\":1,\"at\":1}", "nonsense")) {
            assertThatThrownBy(() -> codec.decode(line)).as(line).isInstanceOf(CorruptLogException.class);
        }
    }
}
