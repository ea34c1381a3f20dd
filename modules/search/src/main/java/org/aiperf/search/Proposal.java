package org.aiperf.search;

import java.util.List;
import java.util.Optional;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.morphism.Morphism;
import org.aiperf.search.gaussian.Prediction;

/**
 * A candidate that a search proposes.
 *
 * @param parent trial of the model that it grows from
 * @param morphisms at least one; applied one after the other they make {@code child} of the parent
 * @param prediction what the search expects of its accuracy, if it expects anything
 */
public record Proposal(int parent, List<Morphism> morphisms, Architecture child, Optional<Prediction> prediction) {
    public Proposal {
        morphisms = List.copyOf(morphisms);
        if (morphisms.isEmpty()) {
            throw new IllegalArgumentException("a proposal grows from its parent by at least one morphism");
        }
    }
}
