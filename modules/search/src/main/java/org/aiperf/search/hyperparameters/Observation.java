package org.aiperf.search.hyperparameters;

import java.util.Map;

/** A point that was tried, and what came of it: the greater the better. */
public record Observation(Map<String, Double> point, double value) {
    public Observation {
        point = Map.copyOf(point);
    }
}
