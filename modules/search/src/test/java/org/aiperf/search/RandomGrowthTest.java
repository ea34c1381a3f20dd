package org.aiperf.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.ArchitectureDigest;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.Shape;
import org.junit.jupiter.api.Test;

final class RandomGrowthTest {
    private static final Architecture CNN =
            NamedArchitectures.named("cnn", Shape.image(32, 32, 3), 10).orElseThrow();

    @Test
    void anEmptyHistoryHasNoChild() {
        assertThat(new RandomGrowth(SearchSpace.of(child -> true))
                        .propose(List.of(), List.of(), new SplittableRandom(1)))
                .isEmpty();
    }

    @Test
    void childrenGrowFromTheBetterHalfAndAreWhatTheirMorphismMakes() {
        List<HistoryEntry> history = new ArrayList<>();
        for (int trial = 1; trial <= 10; trial++) {
            history.add(new HistoryEntry(trial, CNN, trial / 10.0));
        }
        SplittableRandom random = new SplittableRandom(2);
        Set<Integer> parents = new HashSet<>();
        Set<String> kinds = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            Proposal proposal = new RandomGrowth(SearchSpace.of(child -> true))
                    .propose(history, List.of(), random)
                    .orElseThrow();
            parents.add(proposal.parent());
            kinds.add(proposal.morphisms().getFirst().kind());
            assertThat(proposal.morphisms().getFirst().apply(CNN)).contains(proposal.child());
        }
        assertThat(parents).containsExactlyInAnyOrder(6, 7, 8, 9, 10);
        assertThat(kinds).containsExactlyInAnyOrder("deeper", "wider", "skip");
    }

    @Test
    void noChildIsProposedTwiceWhenKnownOnesAreRefused() {
        Set<String> known = new HashSet<>(Set.of(ArchitectureDigest.of(CNN)));
        List<HistoryEntry> history = new ArrayList<>(List.of(new HistoryEntry(1, CNN, 0.5)));
        SplittableRandom random = new SplittableRandom(3);
        for (int trial = 2; trial <= 60; trial++) {
            Optional<Proposal> proposal = new RandomGrowth(
                            SearchSpace.of(child -> !known.contains(ArchitectureDigest.of(child))))
                    .propose(history, List.of(), random);
            Architecture child = proposal.orElseThrow().child();
            assertThat(known.add(ArchitectureDigest.of(child)))
                    .as("trial %d", trial)
                    .isTrue();
            history.add(new HistoryEntry(trial, child, random.nextDouble()));
        }
    }

    @Test
    void theSameSeedProposesTheSameChild() {
        List<HistoryEntry> history = List.of(new HistoryEntry(1, CNN, 0.5));
        RandomGrowth growth = new RandomGrowth(SearchSpace.of(child -> true));
        for (long seed = 0; seed < 20; seed++) {
            assertThat(growth.propose(history, List.of(), new SplittableRandom(seed)))
                    .as("seed %d", seed)
                    .isEqualTo(growth.propose(history, List.of(), new SplittableRandom(seed)));
        }
    }

    @Test
    void whenNothingIsAcceptableTheSearchGivesUp() {
        assertThat(new RandomGrowth(SearchSpace.of(child -> false))
                        .propose(List.of(new HistoryEntry(1, CNN, 0.5)), List.of(), new SplittableRandom(4)))
                .isEmpty();
    }
}
