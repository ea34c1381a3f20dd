package org.aiperf.architecture.morphism;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.LayerNode;

/** A step that was drawn at random, and the network that it makes. */
public record RandomMorphism(Morphism morphism, Architecture child) {
    private static final int ATTEMPTS = 16;

    /** Draws one of the three kinds, then one step of it, each with equal chance; up to 16 times until one applies. */
    public static Optional<RandomMorphism> pick(Architecture parent, RandomGenerator random) {
        List<LayerNode> chain = MainChain.of(parent);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<? extends Morphism> steps = switch (random.nextInt(3)) {
                case 0 -> Morphisms.deeper(parent, chain);
                case 1 -> Morphisms.wider(parent, chain);
                default -> Morphisms.skips(parent, chain);
            };
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
