package org.aiperf.cluster;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How work reaches the slaves of a cluster that Slurm runs. What is left out is Slurm's default.
 *
 * @param partition where jobs are queued
 * @param account whom they are charged to
 * @param timeLimitMinutes of a job, in minutes
 * @param requeue whether Slurm may start a job again that lost its node
 * @param configFolder where {@code slurm.conf} lies on the nodes
 */
public record SlurmAccess(
        Optional<String> partition,
        Optional<String> account,
        OptionalInt timeLimitMinutes,
        boolean requeue,
        String configFolder) {
    public static final String DEFAULT_FOLDER = "/etc/slurm";

    public SlurmAccess {
        if (partition.isPresent() && !Names.isNode(partition.get())) {
            throw new IllegalArgumentException("not a partition: " + partition.get());
        }
        if (account.isPresent() && !Names.isNode(account.get())) {
            throw new IllegalArgumentException("not an account: " + account.get());
        }
        if (!Names.isAbsolutePath(configFolder)) {
            throw new IllegalArgumentException("not an absolute path: " + configFolder);
        }
    }
}
