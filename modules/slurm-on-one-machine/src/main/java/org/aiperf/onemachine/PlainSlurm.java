package org.aiperf.onemachine;

import java.util.List;

/**
 * What every Slurm on this machine is set to, to learn and to test with: no control groups, no accounting, nodes that have
 * what is written whatever the machine has, and nothing waits that need not.
 */
public final class PlainSlurm {
    private PlainSlurm() {}

    /** Lines of a slurm.conf; names, places and time limits are up to the cluster. */
    public static List<String> settings() {
        return List.of(
                "AuthType=auth/munge",
                "CredType=cred/munge",
                "ProctrackType=proctrack/linuxproc",
                "TaskPlugin=task/none",
                "JobAcctGatherType=jobacct_gather/none",
                "AccountingStorageType=accounting_storage/none",
                "JobCompType=jobcomp/none",
                "SwitchType=switch/none",
                "MpiDefault=none",
                "MailProg=/bin/true",
                "SlurmdParameters=config_overrides",
                "SelectType=select/cons_tres",
                "SelectTypeParameters=CR_CPU_Memory",
                "DefMemPerCPU=100",
                "JobRequeue=1",
                "ReturnToService=2",
                "CompleteWait=0",
                "SchedulerType=sched/backfill",
                "SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0,bf_interval=1");
    }
}
