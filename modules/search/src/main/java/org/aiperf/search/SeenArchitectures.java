package org.aiperf.search;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.ArchitectureDigest;
import org.aiperf.search.distance.Descriptor;

/**
 * Descriptors by digest, made once. A trial's digest is only made again if its architecture is another object than last
 * time; the objects themselves are not kept.
 */
final class SeenArchitectures {
    private final Map<String, Seen> byDigest = new HashMap<>();
    private final Map<Integer, Trial> trials = new HashMap<>();

    private record Trial(WeakReference<Architecture> architecture, Seen seen) {}

    Seen of(HistoryEntry entry) {
        Trial known = trials.get(entry.trial());
        if (known != null && known.architecture.refersTo(entry.architecture())) {
            return known.seen;
        }
        Seen seen = of(entry.architecture());
        trials.put(entry.trial(), new Trial(new WeakReference<>(entry.architecture()), seen));
        return seen;
    }

    Seen of(Architecture architecture) {
        return byDigest.computeIfAbsent(
                ArchitectureDigest.of(architecture), digest -> new Seen(digest, Descriptor.of(architecture)));
    }
}
