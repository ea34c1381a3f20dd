package org.aiperf.search;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.morphism.RandomMorphism;

/**
 * The simplest search that climbs: take one of the better half of the history at random, and grow it by a random valid
 * morphism. What is pending is its caller's to refuse.
 */
public final class RandomGrowth implements SearchStrategy {
    private static final int MOST_TRIES = 64;

    private final SearchSpace space;

    public RandomGrowth(SearchSpace space) {
        this.space = space;
    }

    @Override
    public Optional<Proposal> propose(List<HistoryEntry> history, List<Architecture> pending, RandomGenerator random) {
        if (history.isEmpty()) {
            return Optional.empty();
        }
        List<HistoryEntry> better = history.stream()
                .sorted(Comparator.comparingDouble(HistoryEntry::accuracy).reversed())
                .limit((history.size() + 1) / 2)
                .toList();
        for (int i = 0; i < MOST_TRIES; i++) {
            HistoryEntry parent = better.get(random.nextInt(better.size()));
            Optional<Proposal> proposal = RandomMorphism.pick(parent.architecture(), space.kinds(), random)
                    .filter(grown -> space.accepts(grown.child()))
                    .map(grown ->
                            new Proposal(parent.trial(), List.of(grown.morphism()), grown.child(), Optional.empty()));
            if (proposal.isPresent()) {
                return proposal;
            }
        }
        return Optional.empty();
    }
}
