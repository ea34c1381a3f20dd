package org.aiperf.slurm.conf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aiperf.slurm.HostList;
import org.jspecify.annotations.Nullable;

/**
 * One {@code NodeName} line with the values that it has from {@code NodeName=DEFAULT} lines before it.
 *
 * @param names null if they cannot be read
 * @param own what stands on the line itself
 */
record NodeLine(Pair head, @Nullable HostList names, Map<String, Pair> own, Map<String, Pair> defaults) {
    NodeLine {
        own = Map.copyOf(own);
        defaults = Map.copyOf(defaults);
    }

    /** The value that counts, of any of the names that a key has. */
    Optional<Pair> get(String... keys) {
        for (Map<String, Pair> values : List.of(own, defaults)) {
            for (String key : keys) {
                Pair pair = values.get(key);
                if (pair != null) {
                    return Optional.of(pair);
                }
            }
        }
        return Optional.empty();
    }

    Optional<Long> number(String... keys) {
        return get(keys).flatMap(pair -> ValueType.valueOf64(pair.value()));
    }

    /** Values after {@code earlier} ones and those of a new DEFAULT line. */
    static Map<String, Pair> merged(Map<String, Pair> earlier, Map<String, Pair> later) {
        Map<String, Pair> all = new HashMap<>(earlier);
        all.putAll(later);
        return all;
    }
}
