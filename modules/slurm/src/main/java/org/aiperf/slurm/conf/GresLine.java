package org.aiperf.slurm.conf;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.aiperf.slurm.HostSet;
import org.jspecify.annotations.Nullable;

/**
 * One line of gres.conf about devices.
 *
 * @param name what {@code Name} says
 * @param nodesText the host list after {@code NodeName}; empty where there is none
 * @param nodes the nodes it is about; null for all
 * @param count how many devices there are; empty where that cannot be read
 */
record GresLine(
        Pair name,
        String nodesText,
        @Nullable HostSet nodes,
        String type,
        boolean hasFiles,
        boolean isCountOnly,
        Optional<Long> count,
        Map<String, Pair> values) {
    GresLine {
        values = Map.copyOf(values);
    }

    String lowerName() {
        return name.value().toLowerCase(Locale.ROOT);
    }

    boolean isAbout(String node) {
        return nodes == null || nodes.contains(node);
    }
}
