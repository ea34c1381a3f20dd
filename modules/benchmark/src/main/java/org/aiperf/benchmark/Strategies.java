package org.aiperf.benchmark;

import org.aiperf.benchmark.plan.SearchSettings;
import org.aiperf.search.BayesSearch;
import org.aiperf.search.BayesSettings;
import org.aiperf.search.RandomGrowth;
import org.aiperf.search.SearchSpace;
import org.aiperf.search.SearchStrategy;
import org.aiperf.search.UniformSearch;

/** The strategy that a plan names. */
public final class Strategies {
    private Strategies() {}

    /** @param space what may be proposed */
    public static SearchStrategy of(SearchSettings search, SearchSpace space) {
        return switch (search.strategy()) {
            case BAYES ->
                new BayesSearch(
                        BayesSettings.defaults()
                                .withBeta(search.beta())
                                .withLeastTemperature(search.leastTemperature())
                                .withNeighbours(search.neighbours()),
                        space);
            case RANDOM -> new UniformSearch(space);
            case GROWTH -> new RandomGrowth(space);
        };
    }
}
