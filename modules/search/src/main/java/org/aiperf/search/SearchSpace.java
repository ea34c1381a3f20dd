package org.aiperf.search;

import java.util.Set;
import java.util.function.Predicate;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.morphism.MorphismKind;

/**
 * What may be proposed.
 *
 * @param kinds of morphisms that may be drawn; at least one
 * @param isAcceptable whether a child may be proposed: it is not known yet, not too expensive, …
 */
public record SearchSpace(Set<MorphismKind> kinds, Predicate<Architecture> isAcceptable) {
    public SearchSpace {
        kinds = Set.copyOf(kinds);
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("without a kind of morphism nothing can grow");
        }
    }

    /** With the morphisms that the reference uses. */
    public static SearchSpace of(Predicate<Architecture> isAcceptable) {
        return new SearchSpace(MorphismKind.OF_REFERENCE, isAcceptable);
    }

    boolean accepts(Architecture child) {
        return isAcceptable.test(child);
    }
}
