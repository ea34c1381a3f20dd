package org.aiperf.search.hyperparameters;

import java.util.List;

/** One number that may be chosen, and from where. */
public sealed interface Parameter {
    /** Unique in its space. */
    String name();

    /** Any number from {@code low} to {@code high}. */
    record Uniform(String name, double low, double high) implements Parameter {
        public Uniform {
            requireRange(name, low, high);
        }
    }

    /** A number from {@code low} to {@code high} whose logarithm is uniform. */
    record LogUniform(String name, double low, double high) implements Parameter {
        public LogUniform {
            requireRange(name, low, high);
            if (low <= 0) {
                throw new IllegalArgumentException(name + " has a logarithm only above 0, not from " + low);
            }
        }
    }

    /** A whole number from {@code low} to {@code high}, both included. */
    record WholeNumber(String name, int low, int high) implements Parameter {
        public WholeNumber {
            requireRange(name, low, high);
        }
    }

    /** One of some numbers, which have no order. */
    record Choice(String name, List<Double> values) implements Parameter {
        public Choice {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException(name + " has nothing to choose from");
            }
        }
    }

    private static void requireRange(String name, double low, double high) {
        if (!(low < high)) {
            throw new IllegalArgumentException(name + " has no range from " + low + " to " + high);
        }
    }
}
