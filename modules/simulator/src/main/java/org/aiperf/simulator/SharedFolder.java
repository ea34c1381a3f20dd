package org.aiperf.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.aiperf.benchmark.SearchEvent;

/** What workers share through files: candidates, finished models, and states of trainings to go on from. */
final class SharedFolder {
    private static final int TRIES = 64;

    private final Map<Integer, Candidate> candidates = new HashMap<>();
    private final Set<Child> taken = new HashSet<>();
    private final Map<Integer, Integer> checkpoints = new HashMap<>();
    private final Set<Integer> known = new HashSet<>();
    /** Finished trials, the best one first. */
    private final List<Finished> finished = new ArrayList<>();

    private final Growth growth;
    private final long seed;

    private record Finished(int trial, double accuracy) {}

    /**
     * A network, by what it was made of.
     *
     * @param parent trial
     * @param step which of the steps that its network allows
     */
    record Child(int parent, int step) {
        String digest() {
            return "child " + step + " of " + parent;
        }
    }

    /**
     * A candidate that waits or was claimed.
     *
     * @param line and {@code generation}: which network of {@link Growth} it costs as much as
     */
    record Candidate(int number, Child child, int line, int generation) {}

    SharedFolder(Growth growth, long seed) {
        this.growth = growth;
        this.seed = seed;
        put(new Candidate(1, new Child(SearchEvent.NO_PARENT, 0), 0, 0));
    }

    void put(Candidate candidate) {
        candidates.put(candidate.number(), candidate);
        taken.add(candidate.child());
    }

    Candidate candidate(int number) {
        Candidate candidate = candidates.get(number);
        if (candidate == null) {
            throw new IllegalStateException("nobody put candidate " + number + " into the buffer");
        }
        return candidate;
    }

    Growth.Grown network(Candidate candidate) {
        return growth.network(candidate.line(), candidate.generation());
    }

    /** Candidates and finished models there are to read. */
    int entries() {
        return candidates.size() + finished.size();
    }

    int models() {
        return finished.size();
    }

    void keep(int trial, double accuracy) {
        if (known.add(trial)) {
            int from = 0;
            int to = finished.size();
            while (from < to) {
                int middle = (from + to) >>> 1;
                if (finished.get(middle).accuracy >= accuracy) {
                    from = middle + 1;
                } else {
                    to = middle;
                }
            }
            finished.add(from, new Finished(trial, accuracy));
        }
    }

    /** Epochs of a trial that need not be trained again. */
    int checkpoint(int trial) {
        return checkpoints.getOrDefault(trial, 0);
    }

    void checkpoint(int trial, int epochs) {
        checkpoints.merge(trial, epochs, Math::max);
    }

    /**
     * A new child of one of the better half of the models, as {@code RandomGrowth} proposes; of the initial network while
     * no model is finished. Empty if everything that is tried is there already.
     */
    Optional<Candidate> propose(int number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        for (int i = 0; i < TRIES; i++) {
            int trial = finished.isEmpty() ? 1 : finished.get(random.nextInt((finished.size() + 1) / 2)).trial;
            Candidate parent = candidate(trial);
            int children = network(parent).children();
            if (children > 0) {
                Child child = new Child(trial, random.nextInt(children));
                if (!taken.contains(child)) {
                    return Optional.of(new Candidate(number, child, random.nextInt(), parent.generation() + 1));
                }
            }
        }
        return Optional.empty();
    }
}
