package org.aiperf.app.watch;

import java.util.List;
import org.aiperf.app.chart.Curve;
import org.aiperf.app.chart.CurveBuilder;
import org.aiperf.benchmark.Score;
import org.aiperf.benchmark.ScoreSample;
import org.aiperf.benchmark.SearchEvent.EpochFinished;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.SearchState;
import org.aiperf.benchmark.SearchState.Throughput;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * Takes a run's events as they come and tells what there is to show. The state and the score come from the benchmark's
 * own folds; here they are only remembered, and the curves made of them. Used by one thread.
 */
public final class RunFold {
    private final RunSource source;
    private final GrowingList<Recorded> events = new GrowingList<>();
    private final ExecutedCurve executed = new ExecutedCurve();

    private SearchRun run = SearchRun.EMPTY;
    private int reportsSeen;
    private @Nullable SearchPlan plan;
    private boolean scoreIsStale;
    private List<ScoreSample> samples = List.of();
    private RunCurves scoreCurves = RunCurves.EMPTY;

    public RunFold(RunSource source) {
        this.source = source;
    }

    public void accept(List<Recorded> more) {
        for (Recorded recorded : more) {
            events.add(recorded);
            run = run.next(recorded);
            scoreIsStale |= recorded.event() instanceof EpochFinished
                    || recorded.event() instanceof TrialEnded
                    || recorded.event() instanceof TrialAssigned;
            takeReports();
        }
    }

    private void takeReports() {
        SearchState search = run.search();
        while (reportsSeen < search.throughput().size()) {
            Throughput report = search.throughput().get(reportsSeen++);
            executed.add(report, secondsAt(report.atMillis()));
        }
    }

    /** The run as it stands. */
    public RunView view(@Nullable String broken) {
        RunStarted started = run.run().started();
        if (scoreIsStale && started != null) {
            samples = Score.of(plan()).samples(run.search());
            scoreCurves = curves(samples);
            scoreIsStale = false;
        }
        double end = secondsAt(run.search().lastAtMillis());
        Curve rate = executed.upTo(end, run.run().isOver());
        RunCurves curves = new RunCurves(
                scoreCurves.score(), scoreCurves.regulated(), rate, scoreCurves.error(), Math.max(0, end));
        ScoreSample last = samples.isEmpty() ? null : samples.getLast();
        int planned = started == null ? 0 : plan().seconds();
        return new RunView(named(started), run, last, curves, planned, events.snapshot(), broken);
    }

    private SearchPlan plan() {
        SearchPlan known = plan;
        if (known == null) {
            known = run.plan();
            plan = known;
        }
        return known;
    }

    private RunSource named(@Nullable RunStarted started) {
        return started == null
                ? source
                : new RunSource(source.kind(), source.session(), started.runId(), started.name(), source.cluster());
    }

    private static RunCurves curves(List<ScoreSample> samples) {
        CurveBuilder score = new CurveBuilder();
        CurveBuilder regulated = new CurveBuilder();
        CurveBuilder error = new CurveBuilder();
        for (ScoreSample sample : samples) {
            score.add(sample.seconds(), sample.score());
            regulated.add(sample.seconds(), sample.regulatedScore());
            error.add(sample.seconds(), sample.error());
        }
        return new RunCurves(score.curve(), regulated.curve(), Curve.EMPTY, error.curve(), 0);
    }

    private double secondsAt(long millis) {
        return run.search().activity().values().stream().mapToLong(SearchState.Activity::since).min().stream()
                .mapToDouble(since -> (millis - since) / 1e3)
                .findAny()
                .orElse(0);
    }

    boolean isOver() {
        return run.run().isOver();
    }
}
