package org.aiperf.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.counting.CountingMethod;
import org.aiperf.architecture.counting.OperationCounts;
import org.aiperf.architecture.morphism.Morphism;
import org.aiperf.architecture.morphism.Morphisms;
import org.aiperf.architecture.morphism.RandomMorphism;
import org.aiperf.benchmark.Candidate;
import org.aiperf.benchmark.Proposals;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchEvent.CandidateProposed;
import org.aiperf.benchmark.plan.SearchSettings;
import org.aiperf.benchmark.prediction.Work;

/**
 * What networks cost as a search makes them grow. A few lines of descent are grown with the real morphisms, one step a
 * generation, and every candidate of a generation costs what one of these lines does there. Growing hundreds of thousands
 * of networks would take hours, and which of two siblings a candidate is hardly matters to the time.
 */
final class Growth {
    private static final int LINES = 8;
    private static final int MOST_GENERATIONS = 400;
    private static final int TRIES = 64;
    private static final int CHILDREN_TRIED = 24;
    private static final String SEARCHER = "";

    private final SearchSettings settings;
    private final int batch;
    private final long seed;
    private final List<Line> lines = new ArrayList<>();

    /**
     * A network of one generation of one line.
     *
     * @param says what is said of it when it is proposed; number, parent and worker are not its own
     * @param training what a step asks for, per image
     * @param evaluation likewise
     * @param children how many networks can be made of it by one step
     */
    record Grown(CandidateProposed says, Work training, Work evaluation, int children) {}

    private static final class Line {
        private final List<Grown> grown = new ArrayList<>();
        private Architecture last;
        private boolean isFull;

        Line(Architecture last) {
            this.last = last;
        }
    }

    private Growth(SearchSettings settings, Architecture initial, int batch, long seed) {
        this.settings = settings;
        this.batch = batch;
        this.seed = seed;
        Grown first = grown(new Candidate(1, SearchEvent.NO_PARENT, List.of(), initial));
        for (int i = 0; i < LINES; i++) {
            Line line = new Line(initial);
            line.grown.add(first);
            lines.add(line);
        }
    }

    /** The networks of a plan; its own seed says which. */
    static Growth of(SimulatedPlan plan) {
        return new Growth(
                plan.plan().search(),
                plan.initial(),
                plan.plan().training().batchSize(),
                plan.plan().seed());
    }

    /**
     * A network.
     *
     * @param line any number
     * @param generation 0 for the initial one; the last one that the plan affords if it does not afford this one
     */
    Grown network(int line, int generation) {
        int place = Math.floorMod(line, LINES);
        Line found = lines.get(place);
        while (!found.isFull && found.grown.size() <= Math.min(generation, MOST_GENERATIONS)) {
            grow(found, place);
        }
        return found.grown.get(Math.min(generation, found.grown.size() - 1));
    }

    private void grow(Line line, int place) {
        SplittableRandom random = new SplittableRandom(seed * 31 + place * 1_009L + line.grown.size());
        for (int i = 0; i < TRIES; i++) {
            Optional<RandomMorphism> step = RandomMorphism.pick(line.last, settings.morphisms(), random);
            if (step.isPresent() && settings.affords(step.get().child())) {
                Candidate candidate = new Candidate(
                        2, 1, List.of(step.get().morphism()), step.get().child());
                line.last = candidate.architecture();
                line.grown.add(grown(candidate));
                return;
            }
        }
        line.isFull = true;
    }

    private Grown grown(Candidate candidate) {
        Architecture network = candidate.architecture();
        OperationCounts counts = OperationCounts.of(network, CountingMethod.CORRECTED);
        return new Grown(
                Proposals.event(candidate, SEARCHER, 0, null),
                Work.ofTraining(network, counts, batch),
                Work.ofEvaluation(network, counts),
                childrenOf(network));
    }

    /** As many as there are steps, times the share of some of them that can be taken. */
    private int childrenOf(Architecture architecture) {
        List<Morphism> steps = new ArrayList<>(Morphisms.candidates(architecture, settings.morphisms()));
        SplittableRandom random = new SplittableRandom(seed);
        int tried = Math.min(steps.size(), CHILDREN_TRIED);
        int valid = 0;
        for (int i = 0; i < tried; i++) {
            int drawn = i + random.nextInt(steps.size() - i);
            Morphism step = steps.set(drawn, steps.get(i));
            valid += step.apply(architecture).filter(settings::affords).isPresent() ? 1 : 0;
        }
        return tried == 0 ? 0 : (int) ((long) steps.size() * valid / tried);
    }
}
