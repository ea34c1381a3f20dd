package org.aiperf.slurm.generate;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Node;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.aiperf.slurm.SlurmVersion;

/** Makes the configuration files of a cluster. */
public final class SlurmFiles {
    public static final String SLURM_CONF = "slurm.conf";
    public static final String GRES_CONF = "gres.conf";
    public static final String CGROUP_CONF = "cgroup.conf";
    public static final String TOPOLOGY_CONF = "topology.conf";

    /** Where nobody has asked for the version: what is written suits 19.05 and later. */
    public static final SlurmVersion ANY_RECENT = new SlurmVersion(23, 11, 0);

    private static final Set<String> RESERVED = Set.of("all", "default");

    private SlurmFiles() {}

    /**
     * The files by name, with every node's own CPUs, sockets, cores, threads, memory less a reserve, and devices.
     *
     * @param clusterFile what problems call it
     * @param problems takes what keeps the cluster from being described, such as a node whose hardware is not known;
     *     nothing is made then
     */
    public static Map<String, String> of(
            Cluster cluster, SlurmLayout layout, SlurmVersion version, String clusterFile, Problems problems) {
        if (!isDescribed(cluster, clusterFile, problems)) {
            return Map.of();
        }
        SlurmConf conf = new SlurmConf(cluster, layout, version);
        Map<String, String> files = new LinkedHashMap<>();
        files.put(SLURM_CONF, conf.slurm());
        String gres = conf.gres();
        if (!gres.isEmpty()) {
            files.put(GRES_CONF, gres);
        }
        if (layout.controlGroups()) {
            files.put(CGROUP_CONF, conf.cgroup());
        }
        files.put(TOPOLOGY_CONF, conf.topology());
        return files;
    }

    /** What the reference benchmark's script writes: one file, all nodes with the CPUs of the smallest, no devices. */
    public static Map<String, String> ofParity(Cluster cluster, String clusterFile, Problems problems) {
        return isDescribed(cluster, clusterFile, problems) ? Map.of(SLURM_CONF, ParityConf.slurm(cluster)) : Map.of();
    }

    private static boolean isDescribed(Cluster cluster, String file, Problems problems) {
        boolean isDescribed = true;
        for (Node node : cluster.slaves()) {
            String fault = "";
            String fix = "";
            if (RESERVED.contains(node.name().toLowerCase(Locale.ROOT))) {
                fault = "Slurm keeps the name '" + node.name() + "' for itself";
                fix = "give the node another name";
            } else if (node.hardware().isEmpty()) {
                fault = "nobody has said what the node '" + node.name() + "' is made of";
                fix = "add 'hardware: {sockets: 2, coresPerSocket: 16, threadsPerCore: 2, memoryMebibytes: 256000}'"
                        + " to it, or run 'aiperf cluster probe'";
            }
            if (!fault.isEmpty()) {
                problems.add(new Problem(file, 0, "nodes", fault, fix));
                isDescribed = false;
            }
        }
        return isDescribed;
    }
}
