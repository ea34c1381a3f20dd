package org.aiperf.benchmark;

import org.aiperf.benchmark.SearchEvent.CandidateProposed;
import org.aiperf.benchmark.SearchState.Activity;

/**
 * What the workers' time went to, each as a share of their wall time from the first trial on. The search runs on the
 * CPU beside the training, so the four add up to more than one.
 *
 * @param training train and evaluate steps were executing
 * @param search a next architecture was being searched
 * @param data no step was executing, because the next batch was not ready
 * @param other no step was executing for another reason: a network was built, or there was none
 */
public record TimeShares(double training, double search, double data, double other) {

    /** The shares of a run so far; 0 before the first trial ran any time. */
    public static TimeShares of(SearchState state) {
        double wall = 0;
        double busy = 0;
        double waited = 0;
        for (Activity activity : state.activity().values()) {
            wall += (activity.until() - activity.since()) / 1e3;
            busy += activity.busySeconds();
            waited += activity.waitSeconds();
        }
        double searched = 0;
        for (Trial trial : state.trials().values()) {
            CandidateProposed candidate = trial.candidate();
            searched += state.activity().containsKey(candidate.worker()) ? candidate.searchSeconds() : 0;
        }
        if (wall <= 0) {
            return new TimeShares(0, 0, 0, 0);
        }
        double training = Math.min(1, busy / wall);
        double data = Math.min(1 - training, waited / wall);
        return new TimeShares(training, searched / wall, data, 1 - training - data);
    }
}
