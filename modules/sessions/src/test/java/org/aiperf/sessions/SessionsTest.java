package org.aiperf.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.aiperf.benchmark.Score;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.aiperf.runs.Recorded;
import org.aiperf.sessions.Session.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SessionsTest {
    private static final Score SCORE = new Score(64, 16, 5, 5);

    @TempDir
    private Path folder;

    private Sessions open() throws IOException {
        return Sessions.open(folder.resolve("new/folder/sessions.db"), SessionsTest::score);
    }

    private static double score(SearchRun run) {
        return SCORE.last(run.search()).score();
    }

    @Test
    void whatWasAppendedIsReadBackByAnotherOpening() throws IOException {
        long id;
        try (Sessions sessions = open();
                SessionWriter writer = sessions.record("r1", "run", "laptop")) {
            id = writer.sessionId();
            writer.append(SampleRun.whole().subList(0, 4));
            writer.append(SampleRun.whole().subList(4, 9));
        }
        try (Sessions sessions = open()) {
            assertThat(sessions.events(id)).isEqualTo(SampleRun.whole());
            assertThat(sessions.lastSequence(id)).isEqualTo(9);
        }
    }

    @Test
    void theRowOfASessionIsFoldedFromItsEvents() throws IOException {
        try (Sessions sessions = open();
                SessionWriter writer = sessions.record("r1", "run", "laptop")) {
            long id = writer.sessionId();
            assertThat(sessions.list())
                    .containsExactly(new Session(id, "r1", "run", "laptop", 0, State.RUNNING, "", 0, 0));

            writer.append(SampleRun.whole().subList(0, 7));

            // One epoch of 64 · (100 + 200) + 16 · 100 operations, two seconds after the trial's start.
            double score = (64 * 300 + 16 * 100) / 2.0;
            long start = SampleRun.START + 1_000;
            assertThat(sessions.list())
                    .containsExactly(new Session(id, "r1", "run", "laptop", start, State.RUNNING, "", 0, score));

            writer.append(SampleRun.whole().subList(7, 9));

            assertThat(sessions.list())
                    .containsExactly(
                            new Session(id, "r1", "run", "laptop", start, State.ENDED, "time is up", 1, score));
        }
    }

    @Test
    void appendingTwiceChangesNothing() throws IOException {
        try (Sessions sessions = open();
                SessionWriter writer = sessions.record("r1", "run", "laptop")) {
            writer.append(SampleRun.whole());
            List<Session> once = sessions.list();
            writer.append(SampleRun.whole());
            writer.append(SampleRun.whole().subList(2, 5));

            assertThat(sessions.events(writer.sessionId())).isEqualTo(SampleRun.whole());
            assertThat(sessions.list()).isEqualTo(once);
        }
    }

    @Test
    void aSecondWriterGoesOnWhereTheFirstStopped() throws IOException {
        try (Sessions sessions = open()) {
            try (SessionWriter writer = sessions.record("r1", "run", "laptop")) {
                writer.append(SampleRun.whole().subList(0, 6));
            }
            try (SessionWriter writer = sessions.record("r1", "another name", "elsewhere")) {
                writer.append(SampleRun.whole().subList(6, 9));

                assertThat(sessions.events(writer.sessionId())).isEqualTo(SampleRun.whole());
            }
            Session session = sessions.list().getFirst();
            assertThat(sessions.list()).hasSize(1);
            assertThat(session.name()).isEqualTo("run");
            assertThat(session.trials()).isEqualTo(1);
        }
    }

    @Test
    void twoWritersOfOneRunKeepEachEventOnceAndTheRowNeverFallsBack() throws IOException {
        try (Sessions sessions = open();
                SessionWriter ahead = sessions.record("r1", "run", "laptop");
                SessionWriter behind = sessions.record("r1", "run", "laptop")) {
            behind.append(SampleRun.whole().subList(0, 2));
            ahead.append(SampleRun.whole());
            behind.append(SampleRun.whole().subList(2, 7));

            assertThat(sessions.events(ahead.sessionId())).isEqualTo(SampleRun.whole());
            assertThat(sessions.list().getFirst().state()).isEqualTo(State.ENDED);
        }
    }

    @Test
    void aBatchWithAGapIsRefusedWhole() throws IOException {
        try (Sessions sessions = open();
                SessionWriter writer = sessions.record("r1", "run", "laptop")) {
            List<Recorded> all = SampleRun.whole();
            List<Recorded> gap = List.of(all.get(0), all.get(1), all.get(3));

            assertThatThrownBy(() -> writer.append(gap))
                    .isInstanceOf(SessionsException.class)
                    .hasMessageContaining("lacks event 3 before event 4");
            assertThat(sessions.lastSequence(writer.sessionId())).isZero();

            writer.append(all);
            assertThat(sessions.lastSequence(writer.sessionId())).isEqualTo(9);
        }
    }

    @Test
    void theNewestSessionComesFirstAndOneWithoutEventsIsNewest() throws IOException {
        try (Sessions sessions = open()) {
            record(sessions, "old", 1_000);
            record(sessions, "new", 3_000);
            record(sessions, "imported later", 2_000);
            sessions.record("just made", "just made", "c").close();

            assertThat(sessions.list().stream().map(Session::runId))
                    .containsExactly("just made", "new", "imported later", "old");
        }
    }

    @Test
    void aSessionIsFoundByNumberByRunAndByName() throws IOException {
        try (Sessions sessions = open()) {
            record(sessions, "a", 2_000);
            record(sessions, "b", 1_000);
            long b = sessions.find("b").orElseThrow().id();

            assertThat(sessions.find(Long.toString(b)).orElseThrow().runId()).isEqualTo("b");
            assertThat(sessions.find("same name").orElseThrow().runId()).isEqualTo("a");
            assertThat(sessions.find("nobody")).isEmpty();
            assertThat(sessions.find("999999999999999999999")).isEmpty();
            assertThat(sessions.events(77)).isEmpty();
        }
    }

    private static void record(Sessions sessions, String runId, long start) throws IOException {
        try (SessionWriter writer = sessions.record(runId, "same name", "c")) {
            writer.append(List.of(new Recorded(1, start, new RunStarted(runId, "same name", "", Map.of()))));
        }
    }

    @Test
    void onlyItsOwnerMayReadTheFileAndItsLog() throws IOException {
        try (Sessions sessions = open();
                SessionWriter writer = sessions.record("r1", "run", "laptop")) {
            writer.append(SampleRun.whole());
            try (var files = Files.list(folder.resolve("new/folder"))) {
                List<Path> all = files.toList();
                assertThat(all).hasSizeGreaterThan(1);
                for (Path file : all) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .isEqualTo("rw-------");
                }
            }
        }
    }

    @Test
    void aPathMayHoldAnyCharacter() throws IOException {
        for (String name : List.of("a?mode=memory", "b#c", "50%41", "file:x", "空 格", "semi;colon", "q'uote\"")) {
            Path file = folder.resolve(name);
            try (Sessions sessions = Sessions.open(file, SessionsTest::score)) {
                sessions.record("r1", name, "c").close();
            }
            assertThat(Files.size(file)).as(name).isPositive();
        }
    }
}
