package org.aiperf.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.ArchitectureDigest;
import org.aiperf.architecture.morphism.Morphism;
import org.aiperf.architecture.morphism.Morphisms;

/**
 * The search that learns nothing: any of the valid morphisms of any finished model, each with equal chance. It is what
 * another strategy has to beat.
 */
public final class UniformSearch implements SearchStrategy {
    private static final int MOST_PARENTS = 64;

    private final SearchSpace space;

    /** @param space what may be proposed; known and pending ones are refused besides */
    public UniformSearch(SearchSpace space) {
        this.space = space;
    }

    @Override
    public Optional<Proposal> propose(List<HistoryEntry> history, List<Architecture> pending, RandomGenerator random) {
        Set<String> known = new HashSet<>();
        history.forEach(entry -> known.add(ArchitectureDigest.of(entry.architecture())));
        pending.forEach(each -> known.add(ArchitectureDigest.of(each)));
        for (int i = 0; i < MOST_PARENTS && !history.isEmpty(); i++) {
            HistoryEntry parent = history.get(random.nextInt(history.size()));
            Optional<Proposal> child = child(parent, known, random);
            if (child.isPresent()) {
                return child;
            }
        }
        return Optional.empty();
    }

    /** Draws steps without putting them back until one is valid: each valid one is as likely as any other. */
    private Optional<Proposal> child(HistoryEntry parent, Set<String> known, RandomGenerator random) {
        List<Morphism> steps = new ArrayList<>(Morphisms.candidates(parent.architecture(), space.kinds()));
        while (!steps.isEmpty()) {
            int drawn = random.nextInt(steps.size());
            Morphism step = steps.set(drawn, steps.getLast());
            steps.removeLast();
            Optional<Architecture> child = step.apply(parent.architecture())
                    .filter(space::accepts)
                    .filter(each -> !known.contains(ArchitectureDigest.of(each)));
            if (child.isPresent()) {
                return Optional.of(new Proposal(parent.trial(), List.of(step), child.get(), Optional.empty()));
            }
        }
        return Optional.empty();
    }
}
