package org.aiperf.reports;

/**
 * What one rule of the benchmark says of a run.
 *
 * @param rule in words, in the language of the report
 * @param saw what it found
 */
public record Verdict(String rule, boolean passed, String saw) {}
