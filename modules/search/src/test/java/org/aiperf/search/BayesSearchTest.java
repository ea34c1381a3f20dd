package org.aiperf.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.ArchitectureDigest;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.morphism.Morphism;
import org.aiperf.search.distance.Descriptor;
import org.aiperf.search.distance.EditDistance;
import org.junit.jupiter.api.Test;

final class BayesSearchTest {
    private static final Architecture CNN =
            NamedArchitectures.named("cnn", Shape.image(32, 32, 3), 10).orElseThrow();

    private static BayesSearch search() {
        return new BayesSearch(BayesSettings.defaults(), SearchSpace.of(BayesSearchTest::isSmall));
    }

    private static boolean isSmall(Architecture network) {
        return network.layers().size() <= 50;
    }

    private static double accuracy(Architecture network) {
        return 0.5 + 0.4 * (1 - Math.exp(-network.layers().size() / 30.0));
    }

    /** A history that a search has filled, with some candidates pending. */
    private static List<HistoryEntry> grown(SearchStrategy search, int trials, long seed) {
        List<HistoryEntry> history = new ArrayList<>(List.of(new HistoryEntry(1, CNN, accuracy(CNN))));
        while (history.size() < trials) {
            SplittableRandom random = new SplittableRandom(seed * 1000 + history.size());
            Proposal proposal = search.propose(history, List.of(), random).orElseThrow();
            history.add(new HistoryEntry(history.size() + 1, proposal.child(), accuracy(proposal.child())));
        }
        return history;
    }

    @Test
    void anEmptyHistoryHasNoChild() {
        assertThat(search().propose(List.of(), List.of(), new SplittableRandom(1)))
                .isEmpty();
    }

    @Test
    void whenNothingIsAcceptableTheSearchGivesUp() {
        assertThat(new BayesSearch(BayesSettings.defaults(), SearchSpace.of(child -> false))
                        .propose(List.of(new HistoryEntry(1, CNN, 0.5)), List.of(), new SplittableRandom(1)))
                .isEmpty();
    }

    @Test
    void itsMorphismsMakeTheChildOfTheParentAndNoArchitectureComesTwice() {
        BayesSearch search = search();
        List<HistoryEntry> history = new ArrayList<>(List.of(new HistoryEntry(1, CNN, accuracy(CNN))));
        Set<String> digests = new HashSet<>(Set.of(ArchitectureDigest.of(CNN)));
        List<Descriptor> descriptors = new ArrayList<>(List.of(Descriptor.of(CNN)));
        int longest = 0;
        List<Architecture> pending = new ArrayList<>();
        for (int trial = 2; trial <= 25; trial++) {
            Proposal proposal = search.propose(history, pending, new SplittableRandom(trial))
                    .orElseThrow();
            Architecture network = history.stream()
                    .filter(entry -> entry.trial() == proposal.parent())
                    .findFirst()
                    .orElseThrow()
                    .architecture();
            for (Morphism morphism : proposal.morphisms()) {
                network = morphism.apply(network).orElseThrow();
            }
            assertThat(network).as("trial %d", trial).isEqualTo(proposal.child());
            assertThat(digests.add(ArchitectureDigest.of(network)))
                    .as("trial %d", trial)
                    .isTrue();
            Descriptor descriptor = Descriptor.of(network);
            assertThat(descriptors)
                    .as("trial %d", trial)
                    .allMatch(other -> EditDistance.between(other, descriptor) >= 1e-5);
            descriptors.add(descriptor);
            longest = Math.max(longest, proposal.morphisms().size());
            assertThat(proposal.prediction()).isPresent();
            pending.add(network);
            if (pending.size() == 4) {
                for (Architecture each : pending) {
                    history.add(new HistoryEntry(history.size() + 1, each, accuracy(each)));
                }
                pending.clear();
            }
        }
        assertThat(longest).isGreaterThan(1);
    }

    @Test
    void oneThatIsMadeAgainProposesWhatTheFirstWouldHave() {
        BayesSearch first = search();
        List<HistoryEntry> history = grown(first, 25, 3);
        for (int length : new int[] {25, 14, 24}) {
            List<HistoryEntry> part = history.subList(0, length);
            List<Architecture> pending = List.of(history.getLast().architecture());
            assertThat(first.propose(part, pending, new SplittableRandom(8)))
                    .as("%d results", length)
                    .isEqualTo(search().propose(part, pending, new SplittableRandom(8)));
        }
    }

    @Test
    void aResultThatIsPutInBetweenIsLearnedToo() {
        BayesSearch search = search();
        List<HistoryEntry> history = new ArrayList<>(grown(search, 20, 4));
        HistoryEntry late = history.remove(15);
        search.propose(history, List.of(late.architecture()), new SplittableRandom(1));
        history.add(15, late);
        assertThat(search.propose(history, List.of(), new SplittableRandom(2)))
                .isEqualTo(search().propose(history, List.of(), new SplittableRandom(2)));
    }

    @Test
    void itExpectsWhatItHasSeen() {
        BayesSearch search = search();
        List<HistoryEntry> history = grown(search, 20, 5);
        for (HistoryEntry entry : history) {
            assertThat(search.predict(history, entry.architecture()).mean())
                    .as("trial %d", entry.trial())
                    .isBetween(entry.accuracy() - 0.05, entry.accuracy() + 0.05);
        }
    }

    /** Where a longer network is better, what it learns takes it further than chance does. */
    @Test
    void itClimbsHigherThanUniformSearch() {
        int wins = 0;
        for (long seed = 0; seed < 5; seed++) {
            double bayes = best(grown(search(), 8, seed));
            double uniform = best(grown(new UniformSearch(SearchSpace.of(BayesSearchTest::isSmall)), 8, seed));
            wins += bayes > uniform ? 1 : 0;
        }
        assertThat(wins).isGreaterThanOrEqualTo(4);
    }

    private static double best(List<HistoryEntry> history) {
        return history.stream().mapToDouble(HistoryEntry::accuracy).max().orElseThrow();
    }
}
