package org.aiperf.agent;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.ArchitectureDigest;
import org.aiperf.architecture.counting.CountingMethod;
import org.aiperf.architecture.counting.OperationCounts;
import org.aiperf.benchmark.Buffer;
import org.aiperf.benchmark.Candidate;
import org.aiperf.benchmark.History;
import org.aiperf.benchmark.Proposals;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.runs.RunFolder;
import org.aiperf.search.HistoryEntry;
import org.aiperf.search.Proposal;
import org.aiperf.search.RandomGrowth;

/** Searches candidates on a worker's CPU from the history on the shared folder, and puts them into the buffer there. */
final class Searcher {
    private final SearchPlan plan;
    private final String worker;
    private final Buffer buffer;
    private final History history;

    Searcher(SearchPlan plan, RunFolder folder, String worker) {
        this.plan = plan;
        this.worker = worker;
        this.buffer = new Buffer(folder);
        this.history = new History(folder);
    }

    /** Searches one candidate, to be known by this number; says what came of it. */
    SearchEvent seek(int number) throws IOException {
        long start = System.nanoTime();
        HashSet<String> known = new HashSet<>();
        for (int other = 1; other < number; other++) {
            buffer.find(other).ifPresent(candidate -> known.add(ArchitectureDigest.of(candidate.architecture())));
        }
        RandomGrowth growth =
                new RandomGrowth(child -> isAffordable(child) && !known.contains(ArchitectureDigest.of(child)));
        Optional<Proposal> found =
                growth.propose(parents(), List.of(), new SplittableRandom(plan.seed() * 1_000_003 + number));
        if (found.isEmpty()) {
            return new SearchEvent.SearchFailed(number, worker, "every child that was tried is known or too expensive");
        }
        Proposal proposal = found.get();
        Candidate candidate = new Candidate(number, proposal.parent(), proposal.morphisms(), proposal.child());
        buffer.put(candidate);
        return Proposals.event(candidate, worker, (System.nanoTime() - start) / 1e9);
    }

    /** Before any model is finished, the initial one is the only parent. */
    private List<HistoryEntry> parents() throws IOException {
        List<HistoryEntry> finished = history.read();
        return finished.isEmpty()
                ? buffer.find(1)
                        .map(first -> List.of(new HistoryEntry(1, first.architecture(), 0)))
                        .orElse(List.of())
                : finished;
    }

    private boolean isAffordable(Architecture child) {
        return OperationCounts.of(child, CountingMethod.REFERENCE).forward()
                <= plan.search().mostForwardOperations();
    }
}
