package org.aiperf.search.gaussian;

/** How far apart two inputs are; symmetric, and 0 exactly for inputs that are equal. */
@FunctionalInterface
public interface Distance<T> {

    /** The distance if it is {@code atMost} or less, else {@link Double#POSITIVE_INFINITY}. */
    double between(T a, T b, double atMost);
}
