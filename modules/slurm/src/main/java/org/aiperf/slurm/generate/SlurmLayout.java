package org.aiperf.slurm.generate;

/**
 * Where Slurm's daemons keep their things on every node, and as whom they run.
 *
 * @param slurmUser runs slurmctld
 * @param slurmdUser runs slurmd; only root can start jobs of several users, and use control groups
 * @param stateFolder of slurmctld
 * @param spoolFolder of slurmd; {@code %n} stands for the node's name
 * @param logFolder of both
 * @param runFolder for the files with their process ids
 * @param controllerPort of slurmctld; slurmd's is the next
 * @param controlGroups whether jobs are kept to their share by control groups, which only root can
 */
public record SlurmLayout(
        String slurmUser,
        String slurmdUser,
        String stateFolder,
        String spoolFolder,
        String logFolder,
        String runFolder,
        int controllerPort,
        boolean controlGroups) {
    /** As the packages of distributions have it. */
    public static final SlurmLayout PACKAGED = new SlurmLayout(
            "slurm", "root", "/var/spool/slurmctld", "/var/spool/slurmd", "/var/log/slurm", "/run", 6817, true);
}
