package org.aiperf.benchmark.prediction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.ArchitectureDigest;
import org.aiperf.architecture.counting.CountingMethod;
import org.aiperf.architecture.counting.OperationCounts;
import org.aiperf.benchmark.CheckedPlan;
import org.aiperf.benchmark.Cost;
import org.aiperf.benchmark.Strategies;
import org.aiperf.search.HistoryEntry;
import org.aiperf.search.Proposal;
import org.aiperf.search.SearchSpace;
import org.aiperf.search.SearchStrategy;
import org.aiperf.search.UniformSearch;

/**
 * The networks that a search may train, in order: its own strategy, told accuracies that are drawn at random about what
 * such searches see. Two of them with other random numbers differ as two runs of one plan do.
 */
final class LikelySearch {
    /** Later networks are taken to cost what this one does. */
    private static final int MOST_GROWN = 400;

    /** What the first network gets wrong. */
    private static final double FIRST_ERROR = 0.3;

    /** A child that inherits weights is trained further: so it was in runs on {@code shapes}. */
    private static final Change INHERITED = new Change(-1, 0.8);

    /** One that does not is only another network. */
    private static final Change ANEW = new Change(-0.05, 0.2);

    private final CheckedPlan checked;
    private final int workers;
    private final BooleanSupplier isEnough;
    private final SplittableRandom random;
    private final SearchStrategy strategy;
    private final SearchStrategy firstStrategy;
    private final List<HistoryEntry> grown = new ArrayList<>();
    private final List<Likely> likely = new ArrayList<>();
    private final Set<String> digests = new HashSet<>();
    private boolean isFullyGrown;

    /** The logarithm of what a child gets wrong over what its parent got wrong. */
    private record Change(double mean, double deviation) {}

    /**
     * A network and what it costs.
     *
     * @param reference by the reference method
     */
    record Likely(Architecture architecture, Cost reference, Work training, Work evaluation) {}

    /**
     * @param workers that train at the same time
     * @param isEnough asked before each proposal; later networks cost what the last one does
     */
    LikelySearch(CheckedPlan checked, int workers, long seed, BooleanSupplier isEnough) {
        this.checked = checked;
        this.workers = workers;
        this.isEnough = isEnough;
        this.random = new SplittableRandom(seed);
        SearchSpace space = new SearchSpace(checked.plan().search().morphisms(), this::isAcceptable);
        this.strategy = Strategies.of(checked.plan().search(), space);
        this.firstStrategy = new UniformSearch(space);
        add(new HistoryEntry(1, checked.initial(), 1 - FIRST_ERROR));
    }

    /** The network of a trial, from 1. */
    Likely trial(int number) {
        while (!isFullyGrown && grown.size() < Math.min(number, MOST_GROWN)) {
            isFullyGrown = isEnough.getAsBoolean() || !grow();
        }
        return likely.get(Math.min(number, likely.size()) - 1);
    }

    /** A candidate is searched while as many trials as there are workers still train, and as many wait. */
    private boolean grow() {
        int known = grown.size() - 2 * workers;
        List<HistoryEntry> finished = List.copyOf(grown.subList(0, Math.max(1, known)));
        List<Architecture> pending = grown.subList(finished.size(), grown.size()).stream()
                .map(HistoryEntry::architecture)
                .toList();
        Optional<Proposal> found = (known < 1 ? firstStrategy : strategy).propose(finished, pending, random.split());
        found.ifPresent(proposal -> add(new HistoryEntry(
                grown.size() + 1,
                proposal.child(),
                accuracy(grown.get(proposal.parent() - 1).accuracy()))));
        return found.isPresent();
    }

    /** In whole test images: many networks of one accuracy make another search than few. */
    private double accuracy(double ofParent) {
        Change change = checked.plan().search().inherit() ? INHERITED : ANEW;
        double error = (1 - ofParent) * Math.exp(change.mean() + change.deviation() * random.nextGaussian());
        int tested = checked.task().testImages();
        return Math.rint((1 - Math.min(1, error)) * tested) / tested;
    }

    private boolean isAcceptable(Architecture child) {
        return checked.plan().search().affords(child) && !digests.contains(ArchitectureDigest.of(child));
    }

    private void add(HistoryEntry entry) {
        Architecture network = entry.architecture();
        OperationCounts corrected = OperationCounts.of(network, CountingMethod.CORRECTED);
        grown.add(entry);
        digests.add(ArchitectureDigest.of(network));
        likely.add(new Likely(
                network,
                Cost.of(OperationCounts.of(network, CountingMethod.REFERENCE)),
                Work.ofTraining(network, corrected, checked.plan().training().batchSize()),
                Work.ofEvaluation(network, corrected)));
    }
}
