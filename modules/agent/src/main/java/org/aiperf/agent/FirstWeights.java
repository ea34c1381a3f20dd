package org.aiperf.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.ListOrderFill;
import org.aiperf.architecture.Weights;
import org.aiperf.architecture.morphism.Morphism;
import org.aiperf.architecture.tuning.CentredKernels;
import org.aiperf.benchmark.Buffer;
import org.aiperf.benchmark.Candidate;
import org.aiperf.benchmark.History;
import org.aiperf.benchmark.Hyperparameters;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.TunedNetwork;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.runs.RunFolder;
import org.aiperf.training.Checkpoint;
import org.aiperf.training.InitialWeights;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The weights that a network starts with: from its parent, from the file that the plan names, or drawn at random. */
final class FirstWeights {
    private static final Logger LOG = LoggerFactory.getLogger(FirstWeights.class);

    private final SearchPlan plan;
    private final RunFolder folder;
    private final Buffer buffer;
    private final History history;
    private final List<ListOrderFill.Group> file;

    /** @param file what the plan's file of weights holds; nothing if it names none */
    FirstWeights(SearchPlan plan, RunFolder folder, List<ListOrderFill.Group> file) {
        this.plan = plan;
        this.folder = folder;
        this.buffer = new Buffer(folder);
        this.history = new History(folder);
        this.file = List.copyOf(file);
    }

    /** Where weights came from. */
    sealed interface Origin {
        /** @param accuracy of the parent at the end of its training, if it is known */
        record Parent(OptionalDouble accuracy) implements Origin {}

        /** The first layers that agree in list order; the others were drawn at random. */
        record Filled(int matched, int layers) implements Origin {}

        /** All drawn at random. */
        record Drawn() implements Origin {}
    }

    /** Weights of every parameter. */
    record Found(Weights weights, Origin origin) {}

    /** The file in which the weights of a finished trial are kept. */
    static Path kept(RunFolder folder, int trial) {
        return folder.trial(trial).resolve("weights.bin");
    }

    /**
     * The weights for a candidate.
     *
     * @param network the candidate, tuned if it is
     */
    Found of(Candidate candidate, Architecture network) throws IOException {
        Optional<Weights> inherited = inherited(candidate, network);
        if (inherited.isPresent()) {
            return new Found(inherited.get(), new Origin.Parent(history.accuracyOfWeights(candidate.parent())));
        }
        Weights drawn = InitialWeights.of(network, seed(candidate));
        if (file.isEmpty()) {
            return new Found(drawn, new Origin.Drawn());
        }
        ListOrderFill fill = ListOrderFill.of(network, drawn, file);
        return new Found(fill.weights(), new Origin.Filled(fill.matched(), fill.layers()));
    }

    private long seed(Candidate candidate) {
        return plan.seed() + candidate.number();
    }

    private Optional<Weights> inherited(Candidate candidate, Architecture network) throws IOException {
        Path ofParent = kept(folder, candidate.parent());
        if (!plan.search().inherit() || candidate.morphisms().isEmpty() || !Files.exists(ofParent)) {
            return Optional.empty();
        }
        try {
            return Optional.of(inherited(candidate, network, Checkpoint.load(ofParent)));
        } catch (InvalidInputException e) {
            LOG.warn("trial {} starts from new weights: {}", candidate.number(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Through the networks between the parent as it was trained and the candidate, one morphism after the other. */
    private Weights inherited(Candidate candidate, Architecture network, Weights ofParent) throws IOException {
        Architecture grown = trained(candidate.parent());
        Weights weights = ofParent;
        for (Morphism morphism : candidate.morphisms()) {
            Architecture child = morphism.apply(grown)
                    .orElseThrow(() -> new IllegalStateException(
                            morphism.describe() + " cannot be done to the network of trial " + candidate.parent()));
            weights = morphism.inherit(grown, weights, child, seed(candidate));
            grown = child;
        }
        return CentredKernels.of(grown, weights, network);
    }

    private Architecture trained(int trial) throws IOException {
        Architecture candidate = buffer.ofTrial(trial).architecture();
        Optional<Hyperparameters> own = history.bestHyperparameters(trial);
        return own.isEmpty()
                ? candidate
                : TunedNetwork.of(candidate, plan.hyperparameters(), own.get()).architecture();
    }
}
