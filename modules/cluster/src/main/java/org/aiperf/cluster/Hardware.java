package org.aiperf.cluster;

/**
 * What a node is made of, as Slurm counts it.
 *
 * @param cpus logical CPUs: sockets × cores × threads
 * @param memoryMebibytes all of it, in MiB
 */
public record Hardware(int cpus, int sockets, int coresPerSocket, int threadsPerCore, long memoryMebibytes) {
    public Hardware {
        if (sockets < 1 || coresPerSocket < 1 || threadsPerCore < 1 || memoryMebibytes < 1) {
            throw new IllegalArgumentException("no hardware has " + sockets + " sockets, " + coresPerSocket + " cores, "
                    + threadsPerCore + " threads and " + memoryMebibytes + " MiB");
        }
        if (cpus != sockets * coresPerSocket * threadsPerCore) {
            throw new IllegalArgumentException(
                    cpus + " CPUs are not " + sockets + " × " + coresPerSocket + " × " + threadsPerCore);
        }
    }
}
