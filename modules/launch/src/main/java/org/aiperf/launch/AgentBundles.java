package org.aiperf.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.NodeFacts;
import org.aiperf.cluster.Role;

/** Every agent that this machine can deploy: the staged one, and archives that were attached for other kinds of nodes. */
public final class AgentBundles {
    private static final String NOWHERE = "";

    private final List<AgentBundle> bundles;
    private final String attachedTo;

    private AgentBundles(List<AgentBundle> bundles, String attachedTo) {
        this.bundles = List.copyOf(bundles);
        this.attachedTo = attachedTo;
    }

    /** One agent and no other. */
    public static AgentBundles of(AgentBundle bundle) {
        return new AgentBundles(List.of(bundle), NOWHERE);
    }

    /**
     * The staged agent and every archive in some folders; a folder may be missing.
     *
     * @param folders in the order of preference; into the last one people put archives that come from elsewhere
     * @throws LaunchException if one of the archives is damaged
     */
    public static AgentBundles of(AgentBundle staged, List<Path> folders) throws IOException {
        List<AgentBundle> all = new ArrayList<>(List.of(staged));
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (var archives = Files.newDirectoryStream(folder, "aiperf-agent-*.zip")) {
                    for (Path archive : archives) {
                        all.add(BundleArchive.open(archive));
                    }
                }
            }
        }
        return new AgentBundles(all, folders.getLast().toString());
    }

    /** What there is for a node. */
    sealed interface Choice {
        /**
         * An agent that runs there.
         *
         * @param runtime the Java to send along; empty if the node has its own
         */
        record Chosen(AgentBundle jars, Optional<Part> runtime) implements Choice {}

        /** None; both texts without the node's name. */
        record Lacking(String what, String fix) implements Choice {}
    }

    Choice forNode(Node node, NodeFacts facts) {
        Optional<AgentPlatform> platform = AgentPlatform.of(facts, trainsOnNvidia(node, facts));
        if (platform.isEmpty()) {
            return new Choice.Lacking(
                    "there are no native libraries of the training engine for " + facts.kernel() + " on "
                            + facts.architecture() + " in this version",
                    "use nodes with Linux on x86_64");
        }
        Optional<AgentBundle> jars = bundles.stream()
                .filter(bundle -> bundle.platform().map(platform.get()::equals).orElse(true))
                .findFirst();
        if (jars.isEmpty()) {
            return new Choice.Lacking("there is no agent for " + platform.get().classifier(), build(platform.get()));
        }
        if (facts.java().isPresent()) {
            return new Choice.Chosen(jars.get(), Optional.empty());
        }
        Optional<Part> runtime = bundles.stream()
                .filter(bundle -> runsOn(bundle, platform.get()))
                .flatMap(bundle -> bundle.runtime().stream())
                .findFirst();
        if (runtime.isEmpty()) {
            return new Choice.Lacking(
                    "there is no Java 25 on it, and none to send along",
                    "install one there, for example under /opt, or " + build(platform.get()));
        }
        return new Choice.Chosen(jars.get(), runtime);
    }

    /** A CPU's runtime is as good on a node with accelerators. */
    private static boolean runsOn(AgentBundle bundle, AgentPlatform platform) {
        return bundle.platform()
                .map(its -> platform.classifier().startsWith(its.classifier())
                        || its.classifier().startsWith(platform.classifier()))
                .orElse(true);
    }

    private static boolean trainsOnNvidia(Node node, NodeFacts facts) {
        return node.role() == Role.SLAVE && hasNvidia(node.accelerators()) && hasNvidia(facts.accelerators());
    }

    private static boolean hasNvidia(List<Accelerator> accelerators) {
        return accelerators.stream().anyMatch(accelerator -> accelerator.kind() == Accelerator.Kind.NVIDIA);
    }

    private String build(AgentPlatform platform) {
        return "build it in a checkout on Linux: ./mvnw -DskipTests -Dtensorflow.classifier=" + platform.classifier()
                + " -pl installer/agent -am package"
                + (attachedTo.isEmpty()
                        ? ""
                        : "; on another machine, then copy its installer/target/stage/agents/"
                                + BundleArchive.fileName(platform) + " to " + attachedTo);
    }
}
