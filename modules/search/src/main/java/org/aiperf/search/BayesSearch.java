package org.aiperf.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.aiperf.architecture.Architecture;
import org.aiperf.search.distance.Descriptor;
import org.aiperf.search.distance.EditDistance;
import org.aiperf.search.gaussian.GaussianProcess;
import org.aiperf.search.gaussian.Posterior;
import org.aiperf.search.gaussian.Prediction;

/**
 * Bayesian optimisation over architectures (Jin, Song, Hu 2019): a Gaussian process on the edit distance learns from the
 * history, and {@link Annealing} looks for the greatest upper confidence bound. Pending candidates are taken to come out
 * as expected, so that several slaves are not sent to one place.
 *
 * <p>Made once for a run: it keeps descriptors, distances and the process's factor, and learns only what is new in the
 * history. What it proposes follows from the history, the pending and the seed alone, so one that is made again after a
 * restart goes on as the first would have. Not for several threads.
 */
public final class BayesSearch implements SearchStrategy {
    private final BayesSettings settings;
    private final SearchSpace space;
    private final SeenArchitectures seen = new SeenArchitectures();
    private final GaussianProcess<Descriptor> process;
    private final List<Learned> learned = new ArrayList<>();

    private record Learned(String digest, double accuracy) {}

    /** @param space what may be proposed; known and pending ones are refused besides */
    public BayesSearch(BayesSettings settings, SearchSpace space) {
        this.settings = settings;
        this.space = space;
        this.process = new GaussianProcess<>(settings.process(), EditDistance::between);
    }

    @Override
    public Optional<Proposal> propose(List<HistoryEntry> history, List<Architecture> pending, RandomGenerator random) {
        learn(history);
        Set<String> known = new HashSet<>();
        learned.forEach(each -> known.add(each.digest));
        List<Descriptor> fantasies = new ArrayList<>();
        for (Architecture each : pending) {
            Seen candidate = seen.of(each);
            known.add(candidate.digest());
            fantasies.add(candidate.descriptor());
        }
        return new Annealing(settings, space, process.posterior(fantasies), known, random).search(history);
    }

    /** What a search with this history expects of an architecture. */
    Prediction predict(List<HistoryEntry> history, Architecture architecture) {
        return believe(history).predict(Descriptor.of(architecture));
    }

    /** What this history lets expect. */
    Posterior<Descriptor> believe(List<HistoryEntry> history) {
        learn(history);
        return process.posterior(List.of());
    }

    /** Takes back what is no longer so from the first difference on, and learns the rest. */
    private void learn(List<HistoryEntry> history) {
        List<Seen> now = history.stream().map(seen::of).toList();
        int same = 0;
        while (same < Math.min(learned.size(), history.size())
                && learned.get(same).equals(learned(now.get(same), history.get(same)))) {
            same++;
        }
        if (same < learned.size()) {
            learned.subList(same, learned.size()).clear();
            process.truncate(same);
        }
        for (int i = same; i < history.size(); i++) {
            process.add(now.get(i).descriptor(), history.get(i).accuracy());
            learned.add(learned(now.get(i), history.get(i)));
        }
    }

    private static Learned learned(Seen seen, HistoryEntry entry) {
        return new Learned(seen.digest(), entry.accuracy());
    }
}
