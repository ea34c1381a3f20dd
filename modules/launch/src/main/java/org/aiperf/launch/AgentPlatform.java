package org.aiperf.launch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.aiperf.cluster.NodeFacts;

/** A kind of node that there are native libraries of the training engine for. */
enum AgentPlatform {
    LINUX_X86_64("linux-x86_64", 640),
    /** The same with CUDA, which must be installed on the node. */
    LINUX_X86_64_GPU("linux-x86_64-gpu", 1_150),
    MACOSX_ARM64("macosx-arm64", 500),
    MACOSX_X86_64("macosx-x86_64", 640),
    WINDOWS_X86_64("windows-x86_64", 500);

    private static final String NATIVES = "tensorflow-core-native-";

    private final String classifier;
    private final long unpackedMegabytes;

    AgentPlatform(String classifier, long unpackedMegabytes) {
        this.classifier = classifier;
        this.unpackedMegabytes = unpackedMegabytes;
    }

    /** What Maven calls it. */
    String classifier() {
        return classifier;
    }

    /** What its native libraries take on a disk once they are unpacked, in MB of 10^6 bytes; rounded up. */
    long unpackedMegabytes() {
        return unpackedMegabytes;
    }

    static Optional<AgentPlatform> named(String classifier) {
        return Arrays.stream(values())
                .filter(platform -> platform.classifier.equals(classifier))
                .findFirst();
    }

    /** The one whose native libraries are in a jar; empty for every other jar. */
    static Optional<AgentPlatform> ofJar(String name) {
        return Arrays.stream(values())
                .filter(platform -> name.startsWith(NATIVES) && name.endsWith("-" + platform.classifier + ".jar"))
                .findFirst();
    }

    /**
     * The one that a node is.
     *
     * @param trainsOnNvidia whether the agent is to use its NVIDIA accelerators
     * @return empty if there are no native libraries for it
     */
    static Optional<AgentPlatform> of(NodeFacts facts, boolean trainsOnNvidia) {
        String kernel = facts.kernel().toLowerCase(Locale.ROOT);
        String cpu = facts.architecture().toLowerCase(Locale.ROOT);
        boolean isX86 = cpu.equals("x86_64") || cpu.equals("amd64");
        if (kernel.startsWith("linux")) {
            return isX86 ? Optional.of(trainsOnNvidia ? LINUX_X86_64_GPU : LINUX_X86_64) : Optional.empty();
        }
        if (kernel.startsWith("darwin")) {
            return isX86
                    ? Optional.of(MACOSX_X86_64)
                    : cpu.equals("arm64") ? Optional.of(MACOSX_ARM64) : Optional.empty();
        }
        return isX86 ? Optional.of(WINDOWS_X86_64) : Optional.empty();
    }
}
