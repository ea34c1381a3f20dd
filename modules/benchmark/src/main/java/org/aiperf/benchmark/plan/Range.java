package org.aiperf.benchmark.plan;

/** Numbers from the least to the most, both included. */
public record Range(double least, double most) {
    @Override
    public String toString() {
        return "[" + least + ", " + most + "]";
    }
}
