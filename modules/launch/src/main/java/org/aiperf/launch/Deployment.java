package org.aiperf.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.aiperf.cluster.JavaRuntime;
import org.aiperf.launch.AgentBundles.Choice;
import org.aiperf.launch.LaunchProgress.Step;
import org.aiperf.remote.ConnectionException;
import org.aiperf.remote.SshConnection;

/**
 * The agent on a cluster's shared folder, for each kind of node that the cluster has: a store of files named by their
 * SHA-256. Only what is missing is sent, once, through the head node. After a transfer that was cut off the next
 * deployment goes on with the files that had not arrived.
 */
public final class Deployment {
    private final SshConnection head;
    private final String base;
    private final AgentStore store;

    /** @param sharedFolder of the cluster, absolute */
    public Deployment(SshConnection head, String sharedFolder) {
        this.head = head;
        this.base = sharedFolder + "/aiperf";
        this.store = new AgentStore(head, base);
    }

    /** Where runs are kept. */
    String runs() {
        return base + "/runs";
    }

    /** Where native libraries are unpacked, once for all nodes. */
    String natives() {
        return base + "/natives";
    }

    /** The file in which an agent keeps the classes that it loads; another one for each Java and each version of the agent. */
    String archive(DeployedAgents.Agent agent, String kind) {
        return base + "/archives/" + Part.sha256(agent.java() + "\n" + agent.arguments()) + "-" + kind + ".jsa";
    }

    /** What a deployment needs, and what of it the cluster has. */
    private record Wanted(Map<AgentBundle, Part> classPaths, Optional<Part> runtime, AgentStore.Seen seen) {
        List<Part> parts() {
            return Deployment.parts(classPaths, runtime);
        }
    }

    /** A deployment that was looked into, and sent nothing yet. */
    final class Looked {
        private final List<ReachedNode> nodes;
        private final Map<String, Choice.Chosen> chosen;
        private final Wanted wanted;

        private Looked(List<ReachedNode> nodes, Map<String, Choice.Chosen> chosen, Wanted wanted) {
            this.nodes = nodes;
            this.chosen = chosen;
            this.wanted = wanted;
        }

        /** Sends what is missing. */
        DeployedAgents deploy(LaunchProgress progress) throws IOException, InterruptedException {
            return agents(nodes, chosen, wanted.classPaths(), send(wanted, progress));
        }
    }

    /**
     * Finds out what the nodes need, and what is there of it.
     *
     * @throws LaunchException that names every node for which there is no agent
     */
    Looked look(List<ReachedNode> nodes, AgentBundles bundles) throws IOException {
        Map<String, Choice.Chosen> chosen = choose(nodes, bundles);
        Map<AgentBundle, Part> classPaths = new LinkedHashMap<>();
        Optional<Part> runtime = Optional.empty();
        for (Choice.Chosen choice : chosen.values()) {
            classPaths.computeIfAbsent(choice.jars(), this::classPath);
            runtime = runtime.or(choice::runtime);
        }
        return new Looked(nodes, chosen, wanted(classPaths, runtime));
    }

    /**
     * Sends what is missing of the agents that the nodes need.
     *
     * @throws LaunchException that names every node for which there is no agent; or if the agent cannot be stored
     */
    DeployedAgents deploy(List<ReachedNode> nodes, AgentBundles bundles, LaunchProgress progress)
            throws IOException, InterruptedException {
        return look(nodes, bundles).deploy(progress);
    }

    private DeployedAgents agents(
            List<ReachedNode> nodes,
            Map<String, Choice.Chosen> chosen,
            Map<AgentBundle, Part> classPaths,
            Optional<String> unpacked) {
        Map<String, DeployedAgents.Agent> agents = new HashMap<>();
        for (ReachedNode node : nodes) {
            String java = node.facts()
                    .java()
                    .map(JavaRuntime::path)
                    .or(() -> unpacked.map(folder -> folder + "/bin/java"))
                    .orElseThrow();
            AgentBundle jars = Objects.requireNonNull(chosen.get(node.name())).jars();
            Part classPath = Objects.requireNonNull(classPaths.get(jars));
            agents.put(node.name(), new DeployedAgents.Agent(java, store.path(classPath)));
        }
        return new DeployedAgents(agents);
    }

    /**
     * Sends what is missing of one agent.
     *
     * @return the path on the cluster of a file with the agent's class path, for {@code java @file}
     */
    public String deploy(AgentBundle bundle, LaunchProgress progress) throws IOException, InterruptedException {
        Part classPath = classPath(bundle);
        progress.check();
        send(wanted(Map.of(bundle, classPath), bundle.runtime()), progress);
        return store.path(classPath);
    }

    private static Map<String, Choice.Chosen> choose(List<ReachedNode> nodes, AgentBundles bundles)
            throws LaunchException {
        Map<String, Choice.Chosen> chosen = new LinkedHashMap<>();
        List<String> lacking = new ArrayList<>();
        for (ReachedNode node : nodes) {
            switch (bundles.forNode(node.node(), node.facts())) {
                case Choice.Chosen found -> chosen.put(node.name(), found);
                case Choice.Lacking none -> lacking.add(node.name() + ": " + none.what() + "; " + none.fix());
            }
        }
        Set<String> sources =
                chosen.values().stream().map(choice -> choice.jars().sources()).collect(Collectors.toSet());
        if (sources.size() > 1) {
            lacking.add("the agents for the nodes' different kinds were built from different sources, and would not"
                    + " understand each other; build all of them again");
        }
        if (!lacking.isEmpty()) {
            throw new LaunchException(String.join("\n", lacking));
        }
        return chosen;
    }

    private Wanted wanted(Map<AgentBundle, Part> classPaths, Optional<Part> runtime) throws IOException {
        return new Wanted(classPaths, runtime, store.look(parts(classPaths, runtime), runtime));
    }

    private static List<Part> parts(Map<AgentBundle, Part> classPaths, Optional<Part> runtime) {
        Map<String, Part> all = new LinkedHashMap<>();
        classPaths.forEach((bundle, classPath) -> {
            bundle.jars().forEach(part -> all.put(part.storedName(), part));
            all.put(classPath.storedName(), classPath);
        });
        runtime.ifPresent(part -> all.put(part.storedName(), part));
        return List.copyOf(all.values());
    }

    private Optional<String> send(Wanted wanted, LaunchProgress progress) throws IOException, InterruptedException {
        progress.check();
        List<Part> parts = wanted.parts();
        AgentStore.Seen seen = wanted.seen();
        List<Part> missing = parts.stream()
                .filter(part -> seen.missing().contains(part.storedName()))
                .toList();
        if (!missing.isEmpty()) {
            requireSpace(missing, seen);
            upload(missing, progress);
            progress.check();
            AgentStore.Seen after = store.look(parts, wanted.runtime());
            requireAll(parts, after);
            progress.at(Step.DEPLOY, 1, missing.size() + " files sent");
            return after.runtime();
        }
        progress.at(Step.DEPLOY, 1, "nothing to send");
        return seen.runtime();
    }

    private void upload(List<Part> missing, LaunchProgress progress) throws IOException, InterruptedException {
        try {
            new Uploads(store, missing, progress).send();
        } catch (ConnectionException e) {
            throw new LaunchException(
                    e.getMessage() + "; start again: what has arrived whole is kept, and the rest is sent");
        }
    }

    private void requireSpace(List<Part> missing, AgentStore.Seen seen) throws LaunchException {
        long needed = missing.stream().mapToLong(Part::bytes).sum();
        if (seen.freeBytes().orElse(Long.MAX_VALUE) < needed) {
            throw new LaunchException(head.node().name() + ": " + base + " has "
                    + seen.freeBytes().getAsLong() / 1_000_000 + " MB free, and " + needed / 1_000_000
                    + " MB of the agent are to be sent; free some space there, or name another sharedFolder");
        }
    }

    private void requireAll(List<Part> parts, AgentStore.Seen seen) throws LaunchException {
        List<String> damaged = parts.stream()
                .filter(part -> seen.missing().contains(part.storedName()))
                .map(Part::name)
                .toList();
        if (!damaged.isEmpty()) {
            throw new LaunchException(head.node().name() + ": " + String.join(", ", damaged)
                    + " arrived damaged; check the disk of " + base + ", build the agent again, and try again");
        }
    }

    private Part classPath(AgentBundle bundle) {
        String classPath = bundle.jars().stream().map(store::path).collect(Collectors.joining(":"));
        String quoted = classPath.replace("\\", "\\\\").replace("\"", "\\\"");
        return new Part.InMemory("agent.args", "-cp \"" + quoted + "\"\n");
    }
}
