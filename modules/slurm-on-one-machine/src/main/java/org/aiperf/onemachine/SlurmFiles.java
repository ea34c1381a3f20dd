package org.aiperf.onemachine;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Hardware;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.SlurmAccess;

/**
 * The configuration of a Slurm whose nodes are all this machine: every daemon on 127.0.0.1 with a port of its own, no
 * control groups, no accounting, and what the sample says a node has taken as it stands.
 */
final class SlurmFiles {
    static final String CONTROLLER = "slurmctld";
    static final String PARTITION = "main";

    /** What a node without described hardware claims. */
    private static final long MEMORY = 1000;

    private final Layout layout;
    private final Ports ports;
    private final String user;
    private final String hostname;

    SlurmFiles(Layout layout, Ports ports, String user, String hostname) {
        this.layout = layout;
        this.ports = ports;
        this.user = user;
        this.hostname = hostname;
    }

    static String daemon(String node) {
        return "slurmd-" + node;
    }

    static String nodeOf(String daemon) {
        return daemon.substring(daemon.indexOf('-') + 1);
    }

    void write(Cluster cluster) throws IOException {
        Files.writeString(layout.slurmConf(), text(cluster));
    }

    private String text(Cluster cluster) {
        StringBuilder conf = new StringBuilder(common());
        for (Node node : cluster.slaves()) {
            conf.append("NodeName=")
                    .append(node.name())
                    .append(" NodeHostname=")
                    .append(hostname)
                    .append(" NodeAddr=127.0.0.1 Port=")
                    .append(ports.of(daemon(node.name())))
                    .append(" CPUs=")
                    .append(cpus(node))
                    .append(" RealMemory=")
                    .append(node.hardware().map(Hardware::memoryMebibytes).orElse(MEMORY))
                    .append(" State=UNKNOWN\n");
        }
        conf.append("PartitionName=")
                .append(partition(cluster))
                .append(" Nodes=ALL Default=YES MaxTime=INFINITE State=UP\n");
        return conf.toString();
    }

    static String partition(Cluster cluster) {
        Optional<String> named = cluster.slurm().flatMap(SlurmAccess::partition);
        return named.orElse(PARTITION);
    }

    private static int cpus(Node node) {
        int threads =
                node.accelerators().stream().mapToInt(Accelerator::threads).sum();
        return Math.max(threads, node.hardware().map(Hardware::cpus).orElse(1));
    }

    private String common() {
        List<String> lines = new ArrayList<>(PlainSlurm.settings());
        lines.addAll(List.of(
                "ClusterName=one-machine",
                "SlurmctldHost=" + hostname + "(127.0.0.1)",
                "SlurmctldPort=" + ports.of(CONTROLLER),
                "SlurmUser=" + user,
                "SlurmdUser=" + user,
                "AuthInfo=socket=" + layout.mungeSocket(),
                "# On 127.0.0.1 only, not on every address of this machine.",
                "CommunicationParameters=NoCtldInAddrAny,NoInAddrAny",
                "StateSaveLocation=" + layout.state(),
                "SlurmctldPidFile=" + layout.state().resolve("slurmctld.pid"),
                "SlurmctldLogFile=" + layout.logs().resolve("slurmctld.log"),
                "SlurmdSpoolDir=" + layout.spool() + "/%n",
                "SlurmdPidFile=" + layout.spool() + "/%n.pid",
                "SlurmdLogFile=" + layout.logs() + "/slurmd-%n.log",
                "# Quick enough to learn and to test with; a real cluster is more patient.",
                "SlurmdTimeout=15",
                "MessageTimeout=20",
                "KillWait=5"));
        return String.join("\n", lines) + "\n";
    }
}
