package org.aiperf.app.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aiperf.app.watch.RunView;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchEvent.CandidateProposed;
import org.aiperf.benchmark.SearchEvent.EpochFinished;
import org.aiperf.benchmark.Trial;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.Recorded;

/** Something that travelled between the master and a slave. */
public record Motion(Cargo cargo, String slave, boolean toMaster) {
    /** What travels. */
    public enum Cargo {
        CANDIDATE,
        RESULT
    }

    /** What the events from {@code from} on moved, the last {@code most} of it. */
    static List<Motion> since(RunView view, int from, int most) {
        List<Recorded> events = view.events();
        List<Motion> motions = new ArrayList<>();
        for (Recorded recorded : events.subList(Math.max(from, events.size() - 20 * most), events.size())) {
            of(recorded, view).ifPresent(motions::add);
        }
        return motions.size() <= most ? motions : motions.subList(motions.size() - most, motions.size());
    }

    private static Optional<Motion> of(Recorded recorded, RunView view) {
        return switch (recorded.event()) {
            case TrialAssigned e -> Optional.of(new Motion(Cargo.CANDIDATE, e.worker(), false));
            case CandidateProposed e
            when e.parent() != SearchEvent.NO_PARENT -> Optional.of(new Motion(Cargo.CANDIDATE, e.worker(), true));
            case EpochFinished e -> result(e.trial(), view);
            case TrialEnded e when !e.outcome().isLost() -> result(e.trial(), view);
            default -> Optional.empty();
        };
    }

    private static Optional<Motion> result(int trial, RunView view) {
        return view.run()
                .search()
                .trial(trial)
                .map(Trial::worker)
                .map(worker -> new Motion(Cargo.RESULT, worker, true));
    }
}
