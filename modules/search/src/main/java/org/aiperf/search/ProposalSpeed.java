package org.aiperf.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.morphism.RandomMorphism;

/** Measures what {@link BayesSearch} costs at a history of random descendants of ResNet-50. One thread. */
public final class ProposalSpeed {
    private static final double BYTES = 1e6;
    private static final double NANOSECONDS = 1e9;
    private static final int PROPOSALS = 9;

    private ProposalSpeed() {}

    /**
     * The cost at one length of history.
     *
     * @param results in the history
     * @param proposalSeconds median, each with one result that is new since the proposal before
     * @param slowestSeconds the slowest of them, a new fit of the kernel included if there was one
     * @param secondsPerResult to learn one more result, averaged since a sixth of the results ago: fits included
     * @param liveMegabytes heap in use after a full collection: history, search and the rest of the JVM
     */
    public record Cost(
            int results,
            double proposalSeconds,
            double slowestSeconds,
            double secondsPerResult,
            double liveMegabytes) {}

    /** The cost at each of these lengths, which rise and are at least 60, of one history that grows. */
    public static List<Cost> measure(List<Integer> lengths, long seed) {
        List<HistoryEntry> history = history(lengths.getLast(), seed);
        BayesSearch search = new BayesSearch(BayesSettings.defaults(), SearchSpace.of(child -> true));
        SplittableRandom random = new SplittableRandom(seed);
        List<Cost> costs = new ArrayList<>();
        int learned = 0;
        for (int length : lengths) {
            int from = Math.max(learned, length - PROPOSALS - length / 6);
            for (; learned < from; learned++) {
                search.believe(history.subList(0, learned + 1));
            }
            long start = System.nanoTime();
            for (; learned < length - PROPOSALS; learned++) {
                search.believe(history.subList(0, learned + 1));
            }
            double perResult = (System.nanoTime() - start) / NANOSECONDS / (learned - from);
            double[] seconds = new double[PROPOSALS];
            for (int i = 0; i < PROPOSALS; i++) {
                learned++;
                long before = System.nanoTime();
                Optional<Proposal> found = search.propose(history.subList(0, learned), List.of(), random);
                seconds[i] = (System.nanoTime() - before) / NANOSECONDS;
                if (found.isEmpty()) {
                    throw new IllegalStateException("nothing was proposed after " + learned + " results");
                }
            }
            Arrays.sort(seconds);
            costs.add(new Cost(
                    length, seconds[PROPOSALS / 2], seconds[PROPOSALS - 1], perResult, liveBytes(history) / BYTES));
        }
        return costs;
    }

    /** The slope of {@code log secondsPerResult} over {@code log results}, by least squares. */
    public static double growthExponent(List<Cost> costs) {
        double x = 0;
        double y = 0;
        for (Cost cost : costs) {
            x += Math.log(cost.results) / costs.size();
            y += Math.log(cost.secondsPerResult) / costs.size();
        }
        double products = 0;
        double squares = 0;
        for (Cost cost : costs) {
            products += (Math.log(cost.results) - x) * (Math.log(cost.secondsPerResult) - y);
            squares += (Math.log(cost.results) - x) * (Math.log(cost.results) - x);
        }
        return products / squares;
    }

    /** Descendants of {@code resnet50}: each grows from a random earlier one by one to three random morphisms. */
    static List<HistoryEntry> history(int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<HistoryEntry> history = new ArrayList<>();
        history.add(new HistoryEntry(
                1,
                NamedArchitectures.named("resnet50", Shape.image(224, 224, 3), 1000)
                        .orElseThrow(),
                0.7));
        while (history.size() < length) {
            HistoryEntry parent = history.get(random.nextInt(history.size()));
            Architecture network = parent.architecture();
            for (int steps = random.nextInt(1, 4); steps > 0; steps--) {
                network = RandomMorphism.pick(network, random)
                        .map(RandomMorphism::child)
                        .orElse(network);
            }
            double accuracy = parent.accuracy() + 0.01 * random.nextGaussian();
            history.add(new HistoryEntry(history.size() + 1, network, Math.clamp(accuracy, 0.1, 0.99)));
        }
        return history;
    }

    /** The heap in use; the history is handed in to be alive until then. */
    private static long liveBytes(List<HistoryEntry> history) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        if (history.isEmpty()) {
            throw new IllegalStateException("there was no history to measure");
        }
        return used;
    }
}
