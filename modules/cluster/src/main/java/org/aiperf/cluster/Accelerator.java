package org.aiperf.cluster;

/**
 * One device that trains. On a node without devices it is a share of the CPU.
 *
 * @param kind who made it, or {@link Kind#CPU}
 * @param model what its maker calls it, such as {@code NVIDIA A100-SXM4-40GB}; empty where unknown
 * @param memoryMebibytes its own memory in MiB; 0 where unknown or shared with everything else on the node
 * @param threads compute threads on the host that belong to it, at least 1
 */
public record Accelerator(Kind kind, String model, long memoryMebibytes, int threads) {
    /** The kinds of device that can be told apart by probing a node. */
    public enum Kind {
        CPU,
        NVIDIA,
        ASCEND,
        AMD,
        INTEL
    }

    public Accelerator {
        if (memoryMebibytes < 0) {
            throw new IllegalArgumentException("negative memory: " + memoryMebibytes);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("an accelerator needs a thread: " + threads);
        }
    }
}
