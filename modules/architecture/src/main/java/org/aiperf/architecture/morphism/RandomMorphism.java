package org.aiperf.architecture.morphism;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.LayerNode;

/** A step that was drawn at random, and the network that it makes. */
public record RandomMorphism(Morphism morphism, Architecture child) {
    private static final int ATTEMPTS = 16;

    /** As {@link #pick(Architecture, Set, RandomGenerator)}, of the kinds that the reference uses. */
    public static Optional<RandomMorphism> pick(Architecture parent, RandomGenerator random) {
        return pick(parent, MorphismKind.OF_REFERENCE, random);
    }

    /**
     * Draws one of the kinds, then one step of it, each with equal chance; up to 16 times until one applies.
     *
     * @param kinds at least one
     */
    public static Optional<RandomMorphism> pick(Architecture parent, Set<MorphismKind> kinds, RandomGenerator random) {
        List<MorphismKind> ordered = kinds.stream().sorted().toList();
        List<LayerNode> chain = MainChain.of(parent);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            MorphismKind kind = ordered.get(random.nextInt(ordered.size()));
            List<? extends Morphism> steps = Morphisms.steps(parent, chain, kind);
            if (steps.isEmpty()) {
                continue;
            }
            Morphism step = steps.get(random.nextInt(steps.size()));
            Optional<Architecture> child = step.apply(parent);
            if (child.isPresent()) {
                return Optional.of(new RandomMorphism(step, child.get()));
            }
        }
        return Optional.empty();
    }
}
