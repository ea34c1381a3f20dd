package org.aiperf.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.morphism.Morphism;
import org.aiperf.architecture.morphism.Morphisms;
import org.junit.jupiter.api.Test;

final class UniformSearchTest {
    private static final Architecture CNN =
            NamedArchitectures.named("cnn", Shape.image(32, 32, 3), 10).orElseThrow();

    @Test
    void everyValidMorphismOfEveryEntryIsAsLikely() {
        List<Morphism> valid = Morphisms.candidates(CNN).stream()
                .filter(step -> step.apply(CNN).isPresent())
                .toList();
        List<HistoryEntry> history = List.of(new HistoryEntry(1, CNN, 0.9), new HistoryEntry(2, CNN, 0.1));
        UniformSearch search = new UniformSearch(SearchSpace.of(child -> true));
        Map<String, Integer> counts = new HashMap<>();
        SplittableRandom random = new SplittableRandom(1);
        int each = 100;
        for (int i = 0; i < each * 2 * valid.size(); i++) {
            Proposal proposal = search.propose(history, List.of(), random).orElseThrow();
            assertThat(proposal.morphisms().getFirst().apply(CNN)).contains(proposal.child());
            counts.merge(proposal.parent() + " " + proposal.morphisms(), 1, Integer::sum);
        }
        assertThat(counts).hasSize(2 * valid.size());
        // Five deviations of a count of a hundred.
        assertThat(counts.values()).allMatch(count -> Math.abs(count - each) < 50);
    }

    @Test
    void whatIsKnownOrPendingIsNotProposed() {
        UniformSearch search = new UniformSearch(SearchSpace.of(child -> true));
        List<HistoryEntry> history = List.of(new HistoryEntry(1, CNN, 0.5));
        List<Architecture> pending = Morphisms.candidates(CNN).stream()
                .flatMap(step -> step.apply(CNN).stream())
                .toList();
        assertThat(search.propose(history, pending, new SplittableRandom(2))).isEmpty();
        assertThat(search.propose(history, pending.subList(1, pending.size()), new SplittableRandom(2)))
                .map(Proposal::child)
                .contains(pending.getFirst());
        assertThat(search.propose(List.of(), List.of(), new SplittableRandom(2)))
                .isEmpty();
    }
}
