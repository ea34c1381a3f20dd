package org.aiperf.benchmark.keeping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aiperf.benchmark.Cost;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchEvent.CandidateProposed;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.Trial;
import org.aiperf.problems.Problems;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.LifecycleEvent.WorkerLost;
import org.aiperf.runs.Recorded;
import org.aiperf.runs.Scheduler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RunKeeperTest {
    private static final SearchPlan PLAN = SearchPlan.parse("plan.yaml", SearchPlan.DEMO, new Problems());
    private static final Cost COST = new Cost(1, 2, 1, 0);

    private final Notes notes = new Notes();
    private RunKeeper<String> keeper = keeper();

    /** Surroundings that write down what is done to them, in order. */
    private static final class Notes implements Surroundings<String> {
        private final List<String> done = new ArrayList<>();
        private final List<Recorded> log = new ArrayList<>();
        private long now = 1_000;

        @Override
        public long nowMillis() {
            return now;
        }

        @Override
        public void write(List<Event> events, long atMillis) {
            for (Event event : events) {
                done.add("write " + event.getClass().getSimpleName());
                log.add(new Recorded(log.size() + 1L, atMillis, event));
            }
        }

        @Override
        public void keep(Trial finished) {
            done.add("keep " + finished.id());
        }

        @Override
        public void train(String worker, int trial, int attempt, int round) {
            done.add("train " + trial + "." + attempt + " on " + worker);
        }

        @Override
        public void seek(String worker, int candidate) {
            done.add("seek " + candidate + " on " + worker);
        }

        @Override
        public void finish(String worker, String reason) {
            done.add("finish " + worker);
        }

        @Override
        public void refused(String worker, Event event, Refusal why) {
            done.add(why + " " + event.getClass().getSimpleName());
        }

        /** What was done since this was asked last. */
        List<String> news() {
            List<String> news = List.copyOf(done);
            done.clear();
            return news;
        }

        Event last(Class<? extends Event> type) {
            return log.reversed().stream()
                    .map(Recorded::event)
                    .filter(type::isInstance)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private RunKeeper<String> keeper() {
        return new RunKeeper<>(PLAN, new Scheduler(new Scheduler.Limits(600_000, 10, 5_000, 60_000)), notes);
    }

    private static CandidateProposed candidate(int number, String worker, String digest) {
        return new CandidateProposed(number, 0, "", "", worker, digest, 1, 1, COST, COST, 0, null);
    }

    private void say(String worker, String connection, Event event) throws IOException {
        keeper.step(List.of(new Arrival.Said<>(worker, connection, event)), null);
    }

    private void come(String worker, String connection) throws IOException {
        keeper.step(List.of(new Arrival.Came<>(worker, connection, List.of("cpu"), Map.of())), null);
    }

    @BeforeEach
    void start() throws IOException {
        keeper.start(List.of(new RunStarted("r", "r", SearchPlan.DEMO, Map.of()), candidate(1, "master", "first")));
        come("a", "a1");
        notes.news();
    }

    @Test
    void anEventIsWrittenBeforeAnybodyActsOnIt() throws IOException {
        say("a", "a1", candidate(2, "a", "second"));
        come("b", "b1");

        assertThat(notes.news())
                .containsExactly(
                        "write CandidateProposed",
                        "write WorkerJoined",
                        "write TrialAssigned",
                        "train 2.1 on b1",
                        "seek 3 on a1",
                        "seek 4 on b1");
    }

    @Test
    void aWorkerThatIsOnlySilentIsCutOffAndOneWhoseConnectionEndedIsLost() throws IOException {
        keeper.step(List.of(new Arrival.Gone<>("a", "a1", "silence", true)), null);
        assertThat(((TrialEnded) notes.last(TrialEnded.class)).outcome()).isEqualTo(Outcome.CUT_OFF);

        come("b", "b1");
        keeper.step(List.of(new Arrival.Gone<>("b", "b1", "closed", false)), null);
        assertThat(((TrialEnded) notes.last(TrialEnded.class)).outcome()).isEqualTo(Outcome.LOST);
        assertThat(notes.last(WorkerLost.class)).isEqualTo(new WorkerLost("b", "closed"));
    }

    @Test
    void whatIsSaidOnAnOldConnectionOrOfAnOldAttemptIsRefused() throws IOException {
        come("a", "a2");
        assertThat(notes.news()).contains("train 1.2 on a2");

        say("a", "a1", new TrialEnded(1, 2, Outcome.FINISHED, ""));
        say("a", "a2", new TrialEnded(1, 1, Outcome.FINISHED, ""));
        assertThat(notes.news()).containsExactly("STALE TrialEnded", "STALE TrialEnded");

        keeper.step(List.of(new Arrival.Gone<>("a", "a1", "closed", false)), null);
        say("a", "a2", new TrialEnded(1, 2, Outcome.FINISHED, ""));
        assertThat(notes.news()).startsWith("write TrialEnded", "keep 1");
    }

    @Test
    void whoFoundNothingIsNotAskedAgainAtOnce() throws IOException {
        say("a", "a1", new SearchEvent.SearchFailed(2, "a", "nothing new"));
        assertThat(notes.news()).containsExactly("write SearchFailed");

        notes.now += 1_000;
        keeper.step(List.of(), null);
        assertThat(notes.news()).containsExactly("seek 3 on a1");
    }

    @Test
    void aNetworkThatTwoFoundIsSoughtAgainAtOnce() throws IOException {
        say("a", "a1", candidate(2, "a", "first"));

        assertThat(notes.news()).containsExactly("write SearchFailed", "seek 3 on a1");
    }

    @Test
    void aMasterThatComesBackKnowsWhatItsLogSaysAndCountsNothingAgainstATrial() throws IOException {
        say("a", "a1", new TrialEnded(1, 1, Outcome.FINISHED, ""));
        say("a", "a1", candidate(2, "a", "second"));
        SearchRun before = keeper.state();
        notes.news();

        keeper = keeper();
        keeper.resume(List.copyOf(notes.log));

        assertThat(notes.news()).containsExactly("keep 1", "write RunResumed", "write TrialEnded", "write WorkerLost");
        assertThat(((TrialEnded) notes.last(TrialEnded.class)).outcome()).isEqualTo(Outcome.CUT_OFF);
        assertThat(keeper.state().search().finished()).isEqualTo(before.search().finished());
        come("b", "b1");
        assertThat(notes.news()).contains("train 2.2 on b1");
    }
}
