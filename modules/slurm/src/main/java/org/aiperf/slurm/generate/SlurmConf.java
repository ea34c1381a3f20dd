package org.aiperf.slurm.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Hardware;
import org.aiperf.cluster.Node;
import org.aiperf.slurm.HostList;
import org.aiperf.slurm.SlurmVersion;

/** Writes slurm.conf and the files beside it, with every node as it is. */
final class SlurmConf {
    private static final int LEAST_RESERVE = 512;
    private static final int SHARE_RESERVED = 20;

    private final Cluster cluster;
    private final SlurmLayout layout;
    private final SlurmVersion version;

    SlurmConf(Cluster cluster, SlurmLayout layout, SlurmVersion version) {
        this.cluster = cluster;
        this.layout = layout;
        this.version = version;
    }

    /** What jobs may use: 5 % less than there is, at least 512 MiB less, but no less than half. */
    static long usableMebibytes(Hardware hardware) {
        long memory = hardware.memoryMebibytes();
        return memory - Math.min(Math.max(memory / SHARE_RESERVED, LEAST_RESERVE), memory / 2);
    }

    String slurm() {
        Node master = cluster.master();
        List<String> lines = new ArrayList<>();
        lines.add("# Slurm for the cluster '" + cluster.name() + "', made by aiperf from its cluster file.");
        lines.add("ClusterName=" + cluster.name().toLowerCase(Locale.ROOT));
        if (version.isAtLeast(18, 8)) {
            lines.add("SlurmctldHost=" + master.name() + "(" + master.clusterAddress() + ")");
        } else {
            lines.add("ControlMachine=" + master.name());
            lines.add("ControlAddr=" + master.clusterAddress());
        }
        lines.add("SlurmctldPort=" + layout.controllerPort());
        lines.add("SlurmdPort=" + (layout.controllerPort() + 1));
        lines.add("SlurmUser=" + layout.slurmUser());
        lines.add("SlurmdUser=" + layout.slurmdUser());
        lines.add("AuthType=auth/munge");
        lines.add("StateSaveLocation=" + layout.stateFolder());
        lines.add("SlurmdSpoolDir=" + layout.spoolFolder());
        lines.add("SlurmctldPidFile=" + layout.runFolder() + "/slurmctld.pid");
        lines.add("SlurmdPidFile=" + layout.runFolder() + "/slurmd.pid");
        lines.add("SlurmctldLogFile=" + layout.logFolder() + "/slurmctld.log");
        lines.add("SlurmdLogFile=" + layout.logFolder() + "/slurmd.log");
        lines.add("");
        lines.add("# Jobs are kept to the cores and the memory they asked for; a node is shared if it has room.");
        lines.add("ProctrackType=" + (layout.controlGroups() ? "proctrack/cgroup" : "proctrack/linuxproc"));
        lines.add("TaskPlugin=" + (layout.controlGroups() ? "task/affinity,task/cgroup" : "task/none"));
        lines.add("SchedulerType=sched/backfill");
        lines.add("SelectType=" + (version.isAtLeast(19, 5) ? "select/cons_tres" : "select/cons_res"));
        lines.add("SelectTypeParameters=CR_Core_Memory");
        lines.add("DefMemPerCPU=" + defaultMemory());
        lines.add("MpiDefault=none");
        lines.add("TopologyPlugin=topology/tree");
        lines.add("");
        lines.add("# A node that was lost comes back by itself, and its jobs go back into the queue.");
        lines.add("ReturnToService=2");
        lines.add("JobRequeue=1");
        lines.add("SlurmctldTimeout=120");
        lines.add("SlurmdTimeout=60");
        lines.add("");
        String types = types();
        if (!types.isEmpty()) {
            lines.add("GresTypes=" + types);
        }
        cluster.slaves().forEach(node -> lines.add(node(node)));
        lines.add("PartitionName=" + partition() + " Nodes=" + names()
                + " Default=YES MaxTime=INFINITE State=UP OverSubscribe=NO");
        return text(lines);
    }

    /** Empty text where no node has devices. */
    String gres() {
        List<String> lines = new ArrayList<>();
        for (Node node : cluster.slaves()) {
            for (DeviceGroup group : DeviceGroup.of(node)) {
                String type = group.gres().type();
                lines.add("NodeName=" + node.name() + " Name=" + group.gres().name()
                        + (type.isEmpty() ? "" : " Type=" + type) + " File=" + group.fileList());
            }
        }
        if (!lines.isEmpty()) {
            lines.addFirst("# The devices of every node, in the order of the cluster file.");
        }
        return text(lines);
    }

    String cgroup() {
        return text(List.of(
                "# A job sees the cores, the memory and the devices it asked for, and no others.",
                "ConstrainCores=yes",
                "ConstrainRAMSpace=yes",
                "ConstrainDevices=yes"));
    }

    String topology() {
        return text(List.of(
                "# One switch for all. Where there are several, give each a line, and one above them.",
                "SwitchName=switch1 Nodes=" + names()));
    }

    private String node(Node node) {
        Hardware hardware = node.hardware().orElseThrow();
        StringBuilder line = new StringBuilder("NodeName=" + node.name());
        if (!node.clusterAddress().equals(node.name())) {
            line.append(" NodeAddr=").append(node.clusterAddress());
        }
        line.append(" CPUs=").append(hardware.cpus());
        line.append(" Sockets=").append(hardware.sockets());
        line.append(" CoresPerSocket=").append(hardware.coresPerSocket());
        line.append(" ThreadsPerCore=").append(hardware.threadsPerCore());
        line.append(" RealMemory=").append(usableMebibytes(hardware));
        List<DeviceGroup> groups = DeviceGroup.of(node);
        if (!groups.isEmpty()) {
            line.append(" Gres=")
                    .append(groups.stream()
                            .map(group -> group.gres().toString())
                            .collect(Collectors.joining(",")));
        }
        return line.append(" State=UNKNOWN").toString();
    }

    /** What a CPU has of the memory on the node that has least for each. */
    private long defaultMemory() {
        return cluster.slaves().stream()
                .map(node -> node.hardware().orElseThrow())
                .mapToLong(hardware -> Math.max(1, usableMebibytes(hardware) / hardware.cpus()))
                .min()
                .orElse(1);
    }

    private String types() {
        return cluster.slaves().stream()
                .flatMap(node -> DeviceGroup.of(node).stream())
                .map(group -> group.gres().name())
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
    }

    private String partition() {
        return cluster.slurm().flatMap(access -> access.partition()).orElse("compute");
    }

    private String names() {
        return HostList.compress(cluster.slaves().stream().map(Node::name).toList());
    }

    static String text(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
