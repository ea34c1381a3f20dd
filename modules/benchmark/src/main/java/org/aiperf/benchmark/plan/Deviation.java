package org.aiperf.benchmark.plan;

/**
 * A key of a plan that is not what its preset says.
 *
 * @param key with its section: {@code training.momentum}
 * @param preset what the preset says
 * @param given what the plan says
 */
public record Deviation(String key, String preset, String given) {
    @Override
    public String toString() {
        return key + " is " + given + " instead of " + preset;
    }
}
