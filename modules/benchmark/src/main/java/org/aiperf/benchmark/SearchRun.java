package org.aiperf.benchmark;

import org.aiperf.runs.EventCodec;
import org.aiperf.runs.Recorded;
import org.aiperf.runs.RunState;

/** A search run as its events tell it: the lifecycle and the search, folded together. */
public record SearchRun(RunState run, SearchState search) {
    public static final SearchRun EMPTY = new SearchRun(RunState.EMPTY, SearchState.EMPTY);

    /** The codec for the log of a search run. */
    public static EventCodec codec() {
        return new EventCodec(SearchEvent.class);
    }

    /** The run after one more event. */
    public SearchRun next(Recorded recorded) {
        return new SearchRun(run.next(recorded), search.next(recorded));
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
}
