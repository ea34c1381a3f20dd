package org.aiperf.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.aiperf.app.script.ScriptedRun;
import org.aiperf.app.watch.RunFold;
import org.aiperf.app.watch.RunSource;
import org.aiperf.app.watch.RunView;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.runs.LifecycleEvent.WorkerJoined;
import org.aiperf.runs.LifecycleEvent.WorkerLost;
import org.aiperf.runs.Recorded;
import org.junit.jupiter.api.Test;

class ClusterNodesTest {
    private final List<Recorded> script = ScriptedRun.usual();

    private static Recorded joined(int sequence, String name, String... accelerators) {
        return new Recorded(sequence, 1_000, new WorkerJoined(name, List.of(accelerators), Map.of()));
    }

    @Test
    void slavesStandInTheOrderOfTheirNumbers() {
        SearchRun run = SearchRun.of(List.of(
                joined(1, "node10", "cpu"), joined(2, "node9", "A100", "A100", "V100"), joined(3, "gpu2", "cpu")));
        List<NodeRow> slaves = ClusterNodes.slaves(run);
        assertThat(slaves.stream().map(NodeRow::name)).containsExactly("gpu2", "node9", "node10");
        assertThat(slaves.get(1).accelerator()).isEqualTo("2 × A100, 1 × V100");
        assertThat(slaves).allMatch(node -> node.mark() == Mark.IDLE);
    }

    @Test
    void aLostSlaveSaysForHowLong() {
        SearchRun run = SearchRun.of(List.of(
                joined(1, "gpu1", "cpu"),
                new Recorded(2, 5_000, new WorkerLost("gpu1", "no answer")),
                new Recorded(3, 47_000, new WorkerLost("gpu7", "unknown"))));
        NodeRow node = ClusterNodes.slaves(run).getFirst();
        assertThat(node.mark()).isEqualTo(Mark.LOST);
        assertThat(node.isGone()).isTrue();
        assertThat(node.goneSeconds()).isEqualTo(42);
    }

    @Test
    void whatMovedIsToldOnceAndNeverTooMuch() {
        RunFold fold = new RunFold(new RunSource(RunSource.Kind.LIVE, 0, "run", "name", "lab"));
        fold.accept(script);
        RunView view = fold.view(null);
        assertThat(Motion.since(view, script.size(), 40)).isEmpty();
        List<Motion> all = Motion.since(view, 0, script.size());
        assertThat(all.stream().filter(motion -> !motion.toMaster()))
                .allMatch(motion -> motion.cargo() == Motion.Cargo.CANDIDATE);
        assertThat(all.stream().map(Motion::cargo)).contains(Motion.Cargo.CANDIDATE, Motion.Cargo.RESULT);
        assertThat(Motion.since(view, 0, 40).size()).isLessThanOrEqualTo(40);
    }
}
