package org.aiperf.benchmark;

import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.morphism.Morphism;
import org.jspecify.annotations.Nullable;

/**
 * An architecture that was searched, and where it came from.
 *
 * @param parent the trial it grew from, or {@link SearchEvent#NO_PARENT}
 * @param morphism what made it of its parent, or null for an initial one
 */
public record Candidate(int number, int parent, @Nullable Morphism morphism, Architecture architecture) {}
