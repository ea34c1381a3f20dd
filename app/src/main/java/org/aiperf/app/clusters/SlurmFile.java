package org.aiperf.app.clusters;

import java.util.List;

/**
 * A file of Slurm as it will be, against what is on some hosts.
 *
 * @param name such as {@code slurm.conf}
 * @param hosts those it is compared with; none if it was not compared
 */
public record SlurmFile(String name, List<String> hosts, List<DiffLine> lines) {
    public SlurmFile {
        hosts = List.copyOf(hosts);
        lines = List.copyOf(lines);
    }

    public long added() {
        return count(DiffLine.Kind.ADDED);
    }

    public long removed() {
        return count(DiffLine.Kind.REMOVED);
    }

    private long count(DiffLine.Kind kind) {
        return lines.stream().filter(line -> line.kind() == kind).count();
    }
}
