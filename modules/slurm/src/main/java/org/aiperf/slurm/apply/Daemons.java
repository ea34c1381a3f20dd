package org.aiperf.slurm.apply;

import java.util.List;

/**
 * How daemons are restarted on a host.
 *
 * @param restartController a program with its arguments
 * @param restartNode likewise, for slurmd
 */
public record Daemons(List<String> restartController, List<String> restartNode) {
    /** As distributions run them. */
    public static final Daemons SYSTEMD =
            new Daemons(List.of("systemctl", "restart", "slurmctld"), List.of("systemctl", "restart", "slurmd"));

    public Daemons {
        restartController = List.copyOf(restartController);
        restartNode = List.copyOf(restartNode);
    }
}
