package org.aiperf.benchmark;

import java.util.List;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.morphism.Morphism;

/**
 * An architecture that was searched, and where it came from.
 *
 * @param parent the trial it grew from, or {@link SearchEvent#NO_PARENT}
 * @param morphisms what made it of its parent, one after the other; none for an initial one
 */
public record Candidate(int number, int parent, List<Morphism> morphisms, Architecture architecture) {
    public Candidate {
        morphisms = List.copyOf(morphisms);
    }
}
