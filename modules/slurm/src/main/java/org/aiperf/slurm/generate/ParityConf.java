package org.aiperf.slurm.generate;

import java.util.ArrayList;
import java.util.List;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Hardware;
import org.aiperf.cluster.Node;

/**
 * Writes what the reference benchmark's script writes: fixed fields, all nodes with the CPUs of the smallest, no devices.
 * It is for the versions of Slurm of its time: some of its keys are gone since.
 */
final class ParityConf {
    private static final List<String> BEFORE_CONTROLLER = List.of("ClusterName=AIPerf");
    private static final List<String> AFTER_CONTROLLER = List.of(
            "SlurmctldPort=6817",
            "SlurmdPort=6818",
            "AuthType=auth/munge",
            "StateSaveLocation=/var/spool/slurmd",
            "SlurmdSpoolDir=/var/spool/slurmd",
            "SwitchType=switch/none",
            "MpiDefault=none",
            "SlurmctldPidFile=/var/run/slurmctld.pid",
            "SlurmdPidFile=/var/run/slurmd.pid",
            "ProctrackType=proctrack/pgid",
            "CacheGroups=0",
            "ReturnToService=2",
            "TaskPlugin=task/affinity",
            "DefMemPerNode=1024",
            "MaxJobCount=10000",
            "MinJobAge=300",
            "SlurmctldTimeout=120",
            "SlurmdTimeout=120",
            "InactiveLimit=0",
            "KillWait=30",
            "Waittime=0",
            "SchedulerType=sched/backfill",
            "SelectType=select/cons_res",
            "SelectTypeParameters=CR_CPU_Memory",
            "SlurmctldDebug=3",
            "SlurmdDebug=3",
            "SlurmctldLogFile=/var/log/slurmctld.log",
            "SlurmdLogFile=/var/log/slurmd.log",
            "JobCompType=jobcomp/none",
            "JobAcctGatherType=jobacct_gather/none");

    private ParityConf() {}

    static String slurm(Cluster cluster) {
        int least = cluster.slaves().stream()
                .mapToInt(node -> node.hardware().orElseThrow().cpus())
                .min()
                .orElseThrow();
        List<String> lines = new ArrayList<>(BEFORE_CONTROLLER);
        lines.add("ControlMachine=" + cluster.master().name());
        lines.add("ControlAddr=" + cluster.master().clusterAddress());
        lines.addAll(AFTER_CONTROLLER);
        for (Node node : cluster.slaves()) {
            Hardware hardware = node.hardware().orElseThrow();
            lines.add("NodeName=" + node.name() + " RealMemory=" + hardware.memoryMebibytes() + " CPUs=" + least
                    + " NodeAddr=" + node.clusterAddress());
        }
        lines.add("PartitionName=compute Nodes=ALL Default=YES Shared=YES MaxTime=INFINITE State=UP");
        return SlurmConf.text(lines);
    }
}
