package org.aiperf.administration;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Hardware;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.aiperf.slurm.SlurmVersion;
import org.aiperf.slurm.conf.ConfSource;
import org.aiperf.slurm.conf.SlurmLint;
import org.aiperf.slurm.generate.SlurmFiles;
import org.aiperf.slurm.generate.SlurmLayout;

/**
 * Slurm's files for a cluster, which are not written yet.
 *
 * @param files texts by name, {@code slurm.conf} first
 * @param problems what our own linter says of them, with lines
 */
public record SlurmDraft(Map<String, String> files, List<Problem> problems) {
    public SlurmDraft {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        problems = List.copyOf(problems);
    }

    /**
     * Makes them.
     *
     * @param parity what the reference benchmark writes
     * @throws InvalidInputException if the cluster cannot be described, such as for want of hardware
     */
    public static SlurmDraft of(Profile profile, boolean parity, SlurmVersion version) throws InvalidInputException {
        Cluster cluster = profile.cluster();
        String name = profile.file().toString();
        Problems refusals = new Problems();
        Map<String, String> files = parity
                ? SlurmFiles.ofParity(cluster, name, refusals)
                : SlurmFiles.of(cluster, SlurmLayout.PACKAGED, version, name, refusals);
        refusals.throwIfAny();
        List<ConfSource> sources = files.entrySet().stream()
                .map(file -> new ConfSource(file.getKey(), file.getValue()))
                .toList();
        return new SlurmDraft(files, SlurmLint.check(sources, hardware(cluster)).problems());
    }

    /** What the nodes are made of, by name, as far as the cluster file says. */
    public static Map<String, Hardware> hardware(Cluster cluster) {
        Map<String, Hardware> facts = new HashMap<>();
        cluster.nodes().forEach(node -> node.hardware().ifPresent(hardware -> facts.put(node.name(), hardware)));
        return facts;
    }
}
