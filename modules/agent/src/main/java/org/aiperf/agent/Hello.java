package org.aiperf.agent;

import java.util.List;
import java.util.Map;

/**
 * The first line a worker sends: who it is and that it may come in.
 *
 * @param token of the run
 * @param lease by what right it holds its place
 * @param accelerators what it trains on
 */
record Hello(String token, String worker, Lease lease, List<String> accelerators, Map<String, String> facts) {
    Hello {
        accelerators = List.copyOf(accelerators);
        facts = Map.copyOf(facts);
    }
}
