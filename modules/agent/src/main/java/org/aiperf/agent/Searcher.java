package org.aiperf.agent;

import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.ArchitectureDigest;
import org.aiperf.benchmark.Buffer;
import org.aiperf.benchmark.Candidate;
import org.aiperf.benchmark.History;
import org.aiperf.benchmark.Proposals;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.Strategies;
import org.aiperf.runs.RunFolder;
import org.aiperf.search.HistoryEntry;
import org.aiperf.search.Proposal;
import org.aiperf.search.SearchSpace;
import org.aiperf.search.SearchStrategy;
import org.aiperf.search.UniformSearch;
import org.aiperf.search.gaussian.Prediction;

/** Searches candidates on a worker's CPU from the history on the shared folder, and puts them into the buffer there. */
final class Searcher {
    private final SearchPlan plan;
    private final String worker;
    private final Buffer buffer;
    private final History history;
    private final ProposedCandidates proposed;
    private final Set<Integer> unread = new LinkedHashSet<>();
    private final Map<Integer, Architecture> candidates = new TreeMap<>();
    private final Set<String> digests = new HashSet<>();
    /** In the order of arrival, which a strategy that learns result by result relies on. */
    private final Map<Integer, HistoryEntry> finished = new LinkedHashMap<>();

    private final SearchStrategy strategy;

    Searcher(SearchPlan plan, RunFolder folder, String worker) {
        this.plan = plan;
        this.worker = worker;
        this.buffer = new Buffer(folder);
        this.history = new History(folder);
        this.proposed = new ProposedCandidates(folder);
        this.strategy =
                Strategies.of(plan.search(), new SearchSpace(plan.search().morphisms(), this::isAcceptable));
    }

    /** Searches one candidate, to be known by this number; says what came of it. */
    SearchEvent seek(int number) throws IOException {
        long start = System.nanoTime();
        learn();
        RandomGenerator random = new SplittableRandom(plan.seed() * 1_000_003 + number);
        Optional<Proposal> found = proposal(random);
        if (found.isEmpty()) {
            return new SearchEvent.SearchFailed(number, worker, "every child that was tried is known or too expensive");
        }
        Proposal proposal = found.get();
        Candidate candidate = new Candidate(number, proposal.parent(), proposal.morphisms(), proposal.child());
        buffer.put(candidate);
        Double expected = proposal.prediction().map(Prediction::mean).orElse(null);
        return Proposals.event(candidate, worker, (System.nanoTime() - start) / 1e9, expected);
    }

    /** Reads what came to the shared folder since the last search: candidates, and finished models. */
    private void learn() throws IOException {
        unread.addAll(proposed.news());
        for (Iterator<Integer> numbers = unread.iterator(); numbers.hasNext(); ) {
            int number = numbers.next();
            // A shared folder may show a file later than the log that tells of it.
            Optional<Candidate> found = buffer.find(number);
            if (found.isPresent()) {
                candidates.put(number, found.get().architecture());
                digests.add(ArchitectureDigest.of(found.get().architecture()));
                numbers.remove();
            }
        }
        for (HistoryEntry entry : history.readExcept(finished.keySet())) {
            Architecture known = candidates.getOrDefault(entry.trial(), entry.architecture());
            finished.put(entry.trial(), new HistoryEntry(entry.trial(), known, entry.accuracy()));
        }
    }

    /** Before any model is finished the initial one is the only parent, and there is nothing to learn from. */
    private Optional<Proposal> proposal(RandomGenerator random) {
        Architecture first = candidates.get(1);
        if (finished.isEmpty()) {
            return first == null
                    ? Optional.empty()
                    : new UniformSearch(new SearchSpace(plan.search().morphisms(), this::isAcceptable))
                            .propose(List.of(new HistoryEntry(1, first, 0)), List.of(), random);
        }
        List<Architecture> pending = candidates.entrySet().stream()
                .filter(candidate -> !finished.containsKey(candidate.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        return strategy.propose(List.copyOf(finished.values()), pending, random);
    }

    private boolean isAcceptable(Architecture child) {
        return plan.search().affords(child) && !digests.contains(ArchitectureDigest.of(child));
    }
}
