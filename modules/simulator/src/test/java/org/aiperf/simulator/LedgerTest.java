package org.aiperf.simulator;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.aiperf.benchmark.Cost;
import org.aiperf.benchmark.SearchEvent.CandidateProposed;
import org.aiperf.benchmark.SearchEvent.EpochFinished;
import org.aiperf.benchmark.SearchEvent.TrialStarted;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.RunEnded;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.aiperf.runs.LifecycleEvent.StopRequested;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.LifecycleEvent.WorkerJoined;
import org.aiperf.runs.Recorded;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever a master must not do is noticed when it does it. */
final class LedgerTest {
    private static final Cost COST = new Cost(1, 2, 1, 0);

    /** A master that writes what a test wants it to. */
    private static final class Wrong {
        private final Ledger ledger = new Ledger(Watched.PLAN.plan());
        private final Connection worker = Watched.nobody();
        private long sequence;
        private long at;

        void write(Event... events) {
            for (Event event : events) {
                ledger.wrote(new Recorded(++sequence, ++at, event));
            }
        }

        void says(Event event) {
            ledger.heard(worker, event);
            write(event);
        }

        void assign(int trial, int attempt, String to) {
            write(new TrialAssigned(trial, attempt, to));
            ledger.ordered(worker, trial, attempt);
        }

        void begin() {
            write(
                    new RunStarted("r", "r", "", Map.of()),
                    new WorkerJoined("a", List.of(), Map.of()),
                    new WorkerJoined("b", List.of(), Map.of()));
            for (int i = 1; i <= 3; i++) {
                write(new CandidateProposed(i, 0, "", "", "m", "d" + i, 1, 1, COST, COST, 0, null));
            }
            assign(1, 1, "a");
        }
    }

    private static DynamicTest notices(String invariant, Consumer<Wrong> deed) {
        return DynamicTest.dynamicTest(invariant, () -> {
            Wrong master = new Wrong();
            master.begin();
            assertThatThrownBy(() -> deed.accept(master))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith(invariant);
        });
    }

    private static EpochFinished epoch(int trial, int attempt) {
        return new EpochFinished(trial, attempt, 1, 0.5, 1, 1, 1, 1, 1, 1);
    }

    @TestFactory
    Stream<DynamicTest> everyInvariantCanBreak() {
        return Stream.of(
                notices("event numbers have no gaps", master -> {
                    master.sequence++;
                    master.write(new StopRequested("x"));
                }),
                notices("time does not go back in the log", master -> {
                    master.at -= 5;
                    master.write(new StopRequested("x"));
                }),
                notices(
                        "an ended run accepts nothing",
                        master -> master.write(new RunEnded("x"), new StopRequested("x"))),
                notices("attempts of a trial grow one by one", master -> master.assign(2, 2, "b")),
                notices("a trial is assigned only when nobody has it", master -> master.assign(1, 2, "b")),
                notices("a stopping run begins nothing", master -> {
                    master.write(new StopRequested("x"));
                    master.assign(2, 1, "b");
                }),
                notices("only who is there gets a trial", master -> master.assign(2, 1, "c")),
                notices("a second trial is given when the first is nearly done", master -> master.assign(2, 1, "a")),
                notices("no result of a replaced attempt is accepted", master -> {
                    master.write(new TrialEnded(1, 1, Outcome.LOST, ""));
                    master.assign(1, 2, "b");
                    master.says(epoch(1, 1));
                }),
                notices(
                        "a result is of the process that was told to train",
                        master -> master.write(new TrialStarted(1, 1, 3, 0, 1, 1, "float32"))),
                notices("each trial is counted once", master -> {
                    master.says(new TrialEnded(1, 1, Outcome.FINISHED, ""));
                    master.says(new TrialEnded(1, 1, Outcome.FINISHED, ""));
                }),
                notices(
                        "nothing fails by delay alone",
                        master -> master.write(
                                new TrialEnded(1, 1, Outcome.CUT_OFF, ""), new TrialEnded(1, 1, Outcome.FAILED, ""))));
    }
}
