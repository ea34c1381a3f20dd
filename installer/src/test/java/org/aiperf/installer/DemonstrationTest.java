package org.aiperf.installer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.Trial;
import org.aiperf.runs.EventLog;
import org.aiperf.runs.LifecycleEvent;
import org.aiperf.runs.Recorded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demonstration from outside: real processes, killed and interrupted for real. A short one is in every build; the
 * others, half a minute or more each, only when asked for: {@code mvn verify -Daiperf.show=true}.
 */
final class DemonstrationTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path home;

    @Test
    @EnabledIfSystemProperty(named = "aiperf.show", matches = "true")
    void aWorkerIsKilledAndItsTrialIsRunAgainAndCountedOnce() throws IOException, InterruptedException, SQLException {
        Path out = home.resolve("out");
        Program demo = Program.start(home, "demo", "--headless", "--seconds", "45", "--out", out.toString(), "--json");
        Path run = waitForRun(demo);
        LifecycleEvent.TrialAssigned victim = waitForTraining(demo, run);
        long pid = Long.parseLong(Files.readString(run.resolve("logs/" + victim.worker() + ".pid"))
                .strip());
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        assertThat(demo.exitCode(PATIENCE.toSeconds() + 45)).as(demo.errors()).isZero();

        SearchRun state = SearchRun.of(EventLog.read(out.resolve("run/events.ndjson"), SearchRun.codec()));
        Trial redone = state.search().trial(victim.trial()).orElseThrow();
        assertThat(redone.attempt()).isEqualTo(victim.attempt() + 1);
        assertThat(redone.worker()).isNotEqualTo(victim.worker());
        JsonNode result = demo.json();
        assertThat(result.path("trials").asInt())
                .isEqualTo(state.search().finished().size())
                .isPositive();
        assertThat(result.path("score").asDouble())
                .isEqualTo(state.score().score())
                .isPositive();
        assertThat(Path.of(result.path("report").asText())).isNotEmptyFile();
        assertDistinct(state);
        assertInheritance(state, out.resolve("run/events.ndjson"));
        assertSound(Path.of(result.path("session").asText()), state);
    }

    @Test
    void anInterruptedRunEndsInOrderAndKeepsItsResults() throws IOException, InterruptedException {
        Path out = home.resolve("out");
        Program demo = Program.start(home, "demo", "--headless", "--seconds", "600", "--out", out.toString(), "--json");
        waitForTraining(demo, waitForRun(demo));
        demo.interrupt();

        demo.exitCode(PATIENCE.toSeconds());

        SearchRun state = SearchRun.of(EventLog.read(out.resolve("run/events.ndjson"), SearchRun.codec()));
        assertThat(state.run().endReason()).isEqualTo("it was interrupted");
        assertThat(demo.json().path("report").asText()).isNotEmpty();
        assertThat(out.resolve("report.html")).isNotEmptyFile();
        assertThat(out.resolve("sessions.sqlite")).isNotEmptyFile();
        assertThat(out.resolve("sessions.sqlite-wal"))
                .as("the session was closed in order")
                .doesNotExist();
        for (String kind : List.of("master", "worker")) {
            awaitArchiveOfClasses(demo.shared().resolve("archives"), kind);
        }
    }

    /** What makes the next start a fast one; an agent writes it as the last it does. */
    private static void awaitArchiveOfClasses(Path folder, String kind) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (boolean isThere = false; !isThere; Thread.sleep(50)) {
            try (Stream<Path> files = Files.list(folder)) {
                isThere = files.anyMatch(file -> file.toString().endsWith(kind + ".jsa"));
            }
            assertThat(System.nanoTime())
                    .as("no archive of the classes of a " + kind)
                    .isLessThan(deadline);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "aiperf.show", matches = "true")
    void aRunWhoseEveryProcessIsKilledIsResumedAndEveryTrialCountsOnce()
            throws IOException, InterruptedException, SQLException {
        Path out = home.resolve("out");
        Program demo = Program.start(home, "demo", "--headless", "--seconds", "40", "--out", out.toString(), "--json");
        Path run = waitForRun(demo);
        LifecycleEvent.TrialAssigned victim = waitForTraining(demo, run);
        demo.kill();
        for (String node : List.of("master", "slave1", "slave2")) {
            long pid = Long.parseLong(
                    Files.readString(run.resolve("logs/" + node + ".pid")).strip());
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }

        Program again =
                Program.start(home, "resume", String.valueOf(run.getFileName()), "--out", out.toString(), "--json");
        assertThat(again.exitCode(PATIENCE.toSeconds() + 40)).as(again.errors()).isZero();

        List<Recorded> events = EventLog.read(out.resolve("run/events.ndjson"), SearchRun.codec());
        SearchRun state = SearchRun.of(events);
        assertThat(events.stream().map(Recorded::event))
                .filteredOn(LifecycleEvent.RunResumed.class::isInstance)
                .hasSize(1);
        assertThat(state.run().endReason()).isEqualTo("its time of 40 s is over");
        assertThat(state.search().trial(victim.trial()).orElseThrow().attempt()).isGreaterThan(victim.attempt());
        assertThat(again.json().path("trials").asInt())
                .isEqualTo(state.search().finished().size())
                .isPositive();
        assertDistinct(state);
        assertSound(Path.of(again.json().path("session").asText()), state);
    }

    @Test
    @EnabledIfSystemProperty(named = "aiperf.show", matches = "true")
    void aRunWithAWindowIsReportedWhenItEndsAndTheWindowDoesNotKeepAnInterruptedProgram()
            throws IOException, InterruptedException {
        Path out = home.resolve("out");
        Program demo = Program.startWithWindow(home, "demo", "--seconds", "15", "--out", out.toString(), "--json");
        waitFor(demo, () -> Optional.of(out.resolve("report.html")).filter(Files::exists));
        assertThat(demo.output()).as("the window is still open").isEmpty();
        demo.interrupt();

        demo.exitCode(20);

        assertThat(demo.json().path("report").asText())
                .isEqualTo(out.resolve("report.html").toString());
    }

    private static Path waitForRun(Program demo) throws IOException, InterruptedException {
        Path runs = demo.shared().resolve("runs");
        return waitFor(demo, () -> {
            if (!Files.isDirectory(runs)) {
                return Optional.empty();
            }
            try (Stream<Path> folders = Files.list(runs)) {
                return folders.filter(run -> Files.exists(run.resolve("events.ndjson")))
                        .findFirst();
            }
        });
    }

    private static LifecycleEvent.TrialAssigned waitForTraining(Program demo, Path run)
            throws IOException, InterruptedException {
        return waitFor(demo, () -> {
            List<Recorded> events = EventLog.read(run.resolve("events.ndjson"), SearchRun.codec());
            Optional<Integer> training = events.stream()
                    .map(Recorded::event)
                    .filter(SearchEvent.StepsExecuted.class::isInstance)
                    .map(event -> ((SearchEvent.StepsExecuted) event).trial())
                    .findFirst();
            return events.stream()
                    .map(Recorded::event)
                    .filter(LifecycleEvent.TrialAssigned.class::isInstance)
                    .map(LifecycleEvent.TrialAssigned.class::cast)
                    .filter(assigned ->
                            training.filter(trial -> trial == assigned.trial()).isPresent())
                    .findFirst();
        });
    }

    private interface Probe<T> {
        Optional<T> look() throws IOException;
    }

    private static <T> T waitFor(Program demo, Probe<T> probe) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<T> found = probe.look();
        while (found.isEmpty()) {
            assertThat(demo.isAlive()).as(demo.errors()).isTrue();
            assertThat(System.nanoTime())
                    .as("waited too long: " + demo.errors())
                    .isLessThan(deadline);
            Thread.sleep(50);
            found = probe.look();
        }
        return found.get();
    }

    private static void assertDistinct(SearchRun state) {
        Set<String> digests = new HashSet<>();
        for (Trial trial : state.search().finished()) {
            assertThat(digests.add(trial.candidate().digest()))
                    .as("trial %d", trial.id())
                    .isTrue();
        }
    }

    private static void assertInheritance(SearchRun state, Path events) throws IOException {
        for (Recorded recorded : EventLog.read(events, SearchRun.codec())) {
            if (recorded.event() instanceof SearchEvent.WeightsInherited inherited) {
                assertThat(Math.abs(inherited.accuracy() - inherited.parentAccuracy()))
                        .as("trial %d before its first step", inherited.trial())
                        .isLessThanOrEqualTo(0.001);
                assertThat(state.search().trial(inherited.trial())).isPresent();
            }
        }
    }

    private static void assertSound(Path database, SearchRun state) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            try (var check = statement.executeQuery("PRAGMA integrity_check")) {
                assertThat(check.getString(1)).isEqualTo("ok");
            }
            try (var count = statement.executeQuery("SELECT count(*) FROM event")) {
                assertThat(count.getLong(1)).isEqualTo(state.run().lastSequence());
            }
        }
    }
}
