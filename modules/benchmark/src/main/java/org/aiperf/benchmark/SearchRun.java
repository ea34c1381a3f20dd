package org.aiperf.benchmark;

import java.util.List;
import org.aiperf.benchmark.SearchEvent.RunPredicted;
import org.aiperf.problems.Problems;
import org.aiperf.runs.EventCodec;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.aiperf.runs.Recorded;
import org.aiperf.runs.RunState;
import org.jspecify.annotations.Nullable;

/**
 * A search run as its events tell it: the lifecycle and the search, folded together.
 *
 * @param predicted what it was reckoned to come to before its start, or null if nobody did
 */
public record SearchRun(
        RunState run, SearchState search, @Nullable RunPredicted predicted) {
    public static final SearchRun EMPTY = new SearchRun(RunState.EMPTY, SearchState.EMPTY, null);

    /** The file in the folder of a run that holds its prediction before the run starts: one {@link RunPredicted}. */
    public static final String PREDICTION_FILE = "prediction.json";

    /** The codec for the log of a search run. */
    public static EventCodec codec() {
        return new EventCodec(SearchEvent.class);
    }

    /** The run after one more event. */
    public SearchRun next(Recorded recorded) {
        RunPredicted known = recorded.event() instanceof RunPredicted first ? first : predicted;
        return new SearchRun(run.next(recorded), search.next(recorded), known);
    }

    /** The run after many more events. */
    public SearchRun after(Iterable<Recorded> events) {
        SearchRun state = this;
        for (Recorded recorded : events) {
            state = state.next(recorded);
        }
        return state;
    }

    public static SearchRun of(Iterable<Recorded> events) {
        return EMPTY.after(events);
    }

    /** The plan that the run's first event carries; the plan of a demonstration before it, or if it cannot be read. */
    public SearchPlan plan() {
        RunStarted started = run.started();
        return SearchPlan.parse("plan.yaml", started == null ? SearchPlan.DEMO : started.plan(), new Problems());
    }

    /** The samples of the score so far, as the plan says. */
    public List<ScoreSample> samples() {
        return Score.of(plan()).samples(search);
    }

    /** The score so far. */
    public ScoreSample score() {
        return Score.of(plan()).last(search);
    }

    /** From the first event to the last. */
    public double seconds() {
        return run.started() == null ? 0 : (run.lastAtMillis() - run.startedAtMillis()) / 1e3;
    }
}
