package org.aiperf.launch;

import java.util.Map;

/** The agents that a deployment put on a cluster, by the name of the node that starts them. */
final class DeployedAgents {
    private final Map<String, Agent> byNode;

    /**
     * How an agent is started.
     *
     * @param java the absolute path of the {@code java} that runs it
     * @param arguments the absolute path of a file with its class path, for {@code java @file}
     */
    record Agent(String java, String arguments) {}

    DeployedAgents(Map<String, Agent> byNode) {
        this.byNode = Map.copyOf(byNode);
    }

    Agent on(String node) {
        Agent agent = byNode.get(node);
        if (agent == null) {
            throw new IllegalArgumentException("nothing was deployed for " + node);
        }
        return agent;
    }
}
