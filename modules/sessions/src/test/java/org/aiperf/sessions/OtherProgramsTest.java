package org.aiperf.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.aiperf.runs.Recorded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes on one database: writing side by side, and killed in the middle of it. */
@Timeout(120)
final class OtherProgramsTest {
    private static final int MANY = 200_000;

    @TempDir
    private Path folder;

    private Process start(Path database, String run, int batch, int events) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                RecordingProgram.class.getName(),
                database.toString(),
                run,
                Integer.toString(batch),
                Integer.toString(events)));
        File output = folder.resolve(run + ".output").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
    }

    @Test
    void twoProgramsWriteAndOneReadsWithoutEverMeetingALock() throws IOException, InterruptedException {
        Path database = folder.resolve("sessions.db");
        int events = 600;
        Process first = start(database, "first", 10, events);
        Process second = start(database, "second", 10, events);
        int reads = 0;
        while (first.isAlive() || second.isAlive()) {
            try (Sessions sessions = Sessions.open(database, run -> 0)) {
                for (Session session : sessions.list()) {
                    List<Recorded> soFar = sessions.events(session.id());
                    assertThat(soFar).isEqualTo(SampleRun.steps(events).subList(0, soFar.size()));
                    reads++;
                }
            }
        }
        assertThat(first.waitFor())
                .as(Files.readString(folder.resolve("first.output")))
                .isZero();
        assertThat(second.waitFor())
                .as(Files.readString(folder.resolve("second.output")))
                .isZero();
        assertThat(reads).isPositive();
        try (Sessions sessions = Sessions.open(database, run -> 0)) {
            for (String run : List.of("first", "second")) {
                long id = sessions.find(run).orElseThrow().id();
                assertThat(sessions.events(id)).isEqualTo(SampleRun.steps(events));
            }
        }
    }

    @Test
    void aKilledProgramLosesNothingThatWasAcknowledged() throws Exception {
        Path database = folder.resolve("sessions.db");
        long[] killOnceAcknowledged = {0, 1, 40, 400, 3_000};
        int[] batches = {1, 1, 7, 100, 1_000};
        for (int i = 0; i < batches.length; i++) {
            Process writer = start(database, "run" + i, batches[i], MANY);
            long acknowledged = killOnce(writer, database, "run" + i, killOnceAcknowledged[i]);

            assertThat(integrity(database)).isEqualTo("ok");
            try (Sessions sessions = Sessions.open(database, run -> 0)) {
                Session session = sessions.find("run" + i).orElseThrow();
                List<Recorded> kept = sessions.events(session.id());
                assertThat((long) kept.size()).isGreaterThanOrEqualTo(acknowledged);
                assertThat(kept.size() % batches[i]).as("a batch is kept whole").isZero();
                assertThat(sessions.lastSequence(session.id())).isEqualTo(kept.size());
                if (!kept.isEmpty()) {
                    assertThat(kept).isEqualTo(SampleRun.steps(kept.size()));
                }
            }
        }
    }

    @Test
    void aProgramKilledWhileItMakesTheDatabaseLeavesNothingInTheWay() throws Exception {
        Path database = folder.resolve("sessions.db");
        Process writer = start(database, "run", 1, MANY);
        await(() -> Files.exists(database));
        writer.destroyForcibly().waitFor();

        try (Sessions sessions = Sessions.open(database, run -> 0);
                SessionWriter mine = sessions.record("mine", "mine", "laptop")) {
            mine.append(SampleRun.whole());
            assertThat(sessions.events(mine.sessionId())).isEqualTo(SampleRun.whole());
        }
        assertThat(integrity(database)).isEqualTo("ok");
    }

    private static long killOnce(Process writer, Path database, String run, long acknowledged) throws Exception {
        Path file = Path.of(database + "." + run + ".acknowledged");
        await(() -> Files.exists(file) && (acknowledged == 0 ? hasSession(database, run) : read(file) >= acknowledged));
        writer.destroyForcibly();
        assertThat(writer.waitFor()).as("killed in the middle of its work").isNotZero();
        return read(file);
    }

    private static boolean hasSession(Path database, String run) throws IOException {
        try (Sessions sessions = Sessions.open(database, search -> 0)) {
            return sessions.find(run).isPresent();
        }
    }

    private static long read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            return in.available() < Long.BYTES ? 0 : in.readLong();
        }
    }

    private static String integrity(Path database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                ResultSet result = connection.createStatement().executeQuery("PRAGMA integrity_check")) {
            return result.getString(1);
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
