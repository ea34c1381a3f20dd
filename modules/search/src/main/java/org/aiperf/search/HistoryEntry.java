package org.aiperf.search;

import org.aiperf.architecture.Architecture;

/** A finished model. {@code accuracy} is from 0 to 1. */
public record HistoryEntry(int trial, Architecture architecture, double accuracy) {}
