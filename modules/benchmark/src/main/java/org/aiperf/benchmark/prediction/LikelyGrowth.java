package org.aiperf.benchmark.prediction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.ArchitectureDigest;
import org.aiperf.architecture.counting.CountingMethod;
import org.aiperf.architecture.counting.OperationCounts;
import org.aiperf.benchmark.CheckedPlan;
import org.aiperf.benchmark.Cost;
import org.aiperf.search.HistoryEntry;
import org.aiperf.search.Proposal;
import org.aiperf.search.RandomGrowth;
import org.aiperf.search.SearchSpace;

/**
 * The networks that a search will probably train, in order: its own random growth, with the generation of a network for
 * its accuracy. What a network costs hardly depends on which of two siblings wins.
 */
final class LikelyGrowth {
    /** Later networks are taken to cost what this one does. */
    private static final int MOST_GROWN = 200;

    private final CheckedPlan checked;
    private final int workers;
    private final List<HistoryEntry> grown = new ArrayList<>();
    private final List<Cost> corrected = new ArrayList<>();
    private final List<Cost> reference = new ArrayList<>();
    private final Set<String> digests = new HashSet<>();
    private boolean isFullyGrown;

    LikelyGrowth(CheckedPlan checked, int workers) {
        this.checked = checked;
        this.workers = workers;
        add(new HistoryEntry(1, checked.initial(), 0));
    }

    /** The network of a trial, from 1. */
    Architecture architecture(int trial) {
        return grown.get(index(trial)).architecture();
    }

    /** What it costs by the corrected method. */
    Cost corrected(int trial) {
        return corrected.get(index(trial));
    }

    /** What it costs by the reference method. */
    Cost reference(int trial) {
        return reference.get(index(trial));
    }

    private int index(int trial) {
        while (!isFullyGrown && grown.size() < Math.min(trial, MOST_GROWN)) {
            isFullyGrown = !grow();
        }
        return Math.min(trial, grown.size()) - 1;
    }

    /** A candidate is searched while as many trials as there are workers still train, and as many wait. */
    private boolean grow() {
        int number = grown.size() + 1;
        List<HistoryEntry> finished = grown.subList(0, Math.max(1, grown.size() - 2 * workers));
        RandomGrowth growth =
                new RandomGrowth(new SearchSpace(checked.plan().search().morphisms(), this::isAcceptable));
        SplittableRandom random = new SplittableRandom(checked.plan().seed() * 1_000_003 + number);
        Optional<Proposal> found = growth.propose(List.copyOf(finished), List.of(), random);
        found.ifPresent(proposal -> {
            double parent = grown.get(proposal.parent() - 1).accuracy();
            add(new HistoryEntry(number, proposal.child(), parent + 1));
        });
        return found.isPresent();
    }

    private boolean isAcceptable(Architecture child) {
        return checked.plan().search().affords(child) && !digests.contains(ArchitectureDigest.of(child));
    }

    private void add(HistoryEntry entry) {
        grown.add(entry);
        digests.add(ArchitectureDigest.of(entry.architecture()));
        corrected.add(cost(entry.architecture(), CountingMethod.CORRECTED));
        reference.add(cost(entry.architecture(), CountingMethod.REFERENCE));
    }

    private static Cost cost(Architecture architecture, CountingMethod method) {
        return Cost.of(OperationCounts.of(architecture, method));
    }
}
