package org.aiperf.search;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.aiperf.architecture.Architecture;

/** Chooses what to train next. For one seed of its random numbers, a strategy proposes the same. */
public interface SearchStrategy {

    /**
     * The next candidate; empty if the history is, or if no acceptable child was found in a bounded number of tries.
     *
     * @param history finished models, in an order that stays when more of them come
     * @param pending candidates that were proposed and are not finished
     */
    Optional<Proposal> propose(List<HistoryEntry> history, List<Architecture> pending, RandomGenerator random);
}
