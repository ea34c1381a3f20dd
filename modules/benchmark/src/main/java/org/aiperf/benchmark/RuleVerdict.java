package org.aiperf.benchmark;

/**
 * What one rule says of a run.
 *
 * @param id a stable word for scripts
 * @param rule the rule in words
 * @param saw what it found
 */
public record RuleVerdict(String id, boolean passed, String rule, String saw) {}
