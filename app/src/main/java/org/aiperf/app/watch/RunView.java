package org.aiperf.app.watch;

import java.util.List;
import org.aiperf.benchmark.ScoreSample;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.runs.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * A run at one moment, folded and ready to be shown.
 *
 * @param score its last sample, or null before the first epoch
 * @param plannedSeconds how long the plan lets it run; 0 before its first event
 * @param events all of them so far; later views share the same beginning
 * @param broken why the events no longer come, or null while they do
 */
public record RunView(
        RunSource source,
        SearchRun run,
        @Nullable ScoreSample score,
        RunCurves curves,
        int plannedSeconds,
        List<Recorded> events,
        @Nullable String broken) {}
