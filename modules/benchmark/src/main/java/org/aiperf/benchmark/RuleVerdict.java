package org.aiperf.benchmark;

/**
 * What one rule says of a run.
 *
 * @param id a stable word for scripts and translations
 * @param rule the rule in words
 * @param wanted what it asks for; empty where the rule says it all
 * @param saw what it found
 */
public record RuleVerdict(String id, boolean passed, String rule, String wanted, String saw) {}
