package org.aiperf.cluster;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What probing found out about a node. Whatever the node would not tell is an empty text, 0 or an empty optional.
 *
 * @param kernel such as {@code Linux 6.1.0}
 * @param architecture such as {@code x86_64}
 * @param logicalCpus CPUs that a process there may use
 * @param memoryMebibytes all memory in MiB
 * @param availableMemoryMebibytes memory in MiB that a new process can have without swapping
 * @param accelerators the devices found; no CPU shares
 * @param sharedFolderFreeBytes empty also when the shared folder does not exist
 * @param java the runtime to start our agent with, of version 25 or later
 * @param clockEpochMillis the clock of the node at the time of probing
 * @param slurmVersion such as {@code 22.05.8}
 * @param inventory what else there is
 */
public record NodeFacts(
        String hostname,
        String user,
        String kernel,
        String architecture,
        int logicalCpus,
        String cpuModel,
        long memoryMebibytes,
        long availableMemoryMebibytes,
        List<Accelerator> accelerators,
        OptionalLong sharedFolderFreeBytes,
        Optional<JavaRuntime> java,
        OptionalLong clockEpochMillis,
        Optional<String> slurmVersion,
        Inventory inventory) {

    /** Nothing is known. */
    public static final NodeFacts EMPTY = new NodeFacts(
            "",
            "",
            "",
            "",
            0,
            "",
            0,
            0,
            List.of(),
            OptionalLong.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty());

    public NodeFacts {
        accelerators = List.copyOf(accelerators);
    }

    /** What a run needs to start there, and no more. */
    public NodeFacts(
            String hostname,
            String user,
            String kernel,
            String architecture,
            int logicalCpus,
            String cpuModel,
            long memoryMebibytes,
            long availableMemoryMebibytes,
            List<Accelerator> accelerators,
            OptionalLong sharedFolderFreeBytes,
            Optional<JavaRuntime> java,
            OptionalLong clockEpochMillis,
            Optional<String> slurmVersion) {
        this(
                hostname,
                user,
                kernel,
                architecture,
                logicalCpus,
                cpuModel,
                memoryMebibytes,
                availableMemoryMebibytes,
                accelerators,
                sharedFolderFreeBytes,
                java,
                clockEpochMillis,
                slurmVersion,
                Inventory.EMPTY);
    }

    /** The same, with more known. */
    public NodeFacts with(Inventory more) {
        return new NodeFacts(
                hostname,
                user,
                kernel,
                architecture,
                logicalCpus,
                cpuModel,
                memoryMebibytes,
                availableMemoryMebibytes,
                accelerators,
                sharedFolderFreeBytes,
                java,
                clockEpochMillis,
                slurmVersion,
                more);
    }
}
