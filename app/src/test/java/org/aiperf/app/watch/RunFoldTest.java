package org.aiperf.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.aiperf.app.chart.Curve;
import org.aiperf.app.script.ScriptedRun;
import org.aiperf.benchmark.ScoreSample;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.SearchState.Throughput;
import org.aiperf.runs.Recorded;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RunFoldTest {
    private static final RunSource SOURCE = new RunSource(RunSource.Kind.RECORDED, 1, "run", "name", "lab");

    private final List<Recorded> script = ScriptedRun.usual();

    private static double sum(Curve curve) {
        double sum = 0;
        for (int i = 0; i < curve.size(); i++) {
            sum += curve.y(i);
        }
        return sum;
    }

    @Test
    void theCurvesAreTheSamplesOfTheScore() {
        RunFold fold = new RunFold(SOURCE);
        fold.accept(script);
        RunCurves curves = fold.view(null).curves();
        List<ScoreSample> samples = SearchRun.of(script).samples();
        assertThat(curves.score().size()).isEqualTo(samples.size());
        for (int i = 0; i < samples.size(); i++) {
            assertThat(curves.score().y(i)).isEqualTo(samples.get(i).score());
            assertThat(curves.regulated().y(i)).isEqualTo(samples.get(i).regulatedScore());
            assertThat(curves.error().y(i)).isEqualTo(samples.get(i).error());
        }
    }

    @Test
    void theExecutedCurveHoldsEveryReportedOperation() {
        RunFold fold = new RunFold(SOURCE);
        fold.accept(script);
        RunView view = fold.view(null);
        double reported = view.run().search().throughput().stream()
                .mapToDouble(Throughput::operations)
                .sum();
        assertThat(sum(view.curves().executed()) / reported).isBetween(0.999_999, 1.000_001);
    }

    @Test
    void eventsInPiecesGiveWhatTheWholeGives() {
        long seed = 5;
        Random random = new Random(seed);
        RunFold whole = new RunFold(SOURCE);
        whole.accept(script);
        RunFold pieces = new RunFold(SOURCE);
        for (int from = 0; from < script.size(); ) {
            int to = Math.min(script.size(), from + 1 + random.nextInt(40));
            pieces.accept(script.subList(from, to));
            pieces.view(null);
            from = to;
        }
        RunView one = whole.view(null);
        RunView other = pieces.view(null);
        assertThat(other.run()).as("seed %d", seed).isEqualTo(one.run());
        assertThat(sum(other.curves().executed())).isEqualTo(sum(one.curves().executed()), Offset.offset(1e6));
        assertThat(other.score()).isEqualTo(one.score());
        assertThat(other.source().name()).isEqualTo("shapes-laptop");
        assertThat(other.plannedSeconds()).isEqualTo(240);
    }
}
