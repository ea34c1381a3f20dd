package org.aiperf.launch;

import java.util.ArrayList;
import java.util.List;
import org.aiperf.remote.RemoteCommand;

/** How the agent of a run is started on a node: its Java, with what the master and the workers need of it. */
final class AgentCommand {
    /**
     * The first agent to end makes the archive of loaded classes; one that is old or damaged is passed over in silence. The
     * folder of the archive must be there, and writable while there is no archive, or the JVM does not start.
     */
    private static final List<String> ARCHIVED = List.of(
            "-Xshare:auto", "-XX:+AutoCreateSharedArchive", "-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-Xlog:aot=off");

    /** A master mostly waits, and never needs the optimising compiler. */
    private static final List<String> MASTER = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");

    private static final List<String> WORKER = List.of(
            // Not a share of the machine: what it holds of memory should be what it needs, from the first trial on.
            "-Xmx1g",
            "-Xms128m",
            "-Xmn48m",
            "-XX:+AlwaysPreTouch",
            // What is worth the slow compiler's time is hot for longer than a start takes; by default it takes one
            // and a half seconds of the first two, and every processor of a node may have a worker.
            "-XX:Tier4InvocationThreshold=500000",
            "-XX:Tier4MinInvocationThreshold=60000",
            "-XX:Tier4CompileThreshold=1500000",
            "-XX:Tier4BackEdgeThreshold=4000000");

    private final Deployment deployment;
    private final DeployedAgents agents;
    private final String run;

    /** @param run its folder on the cluster, absolute */
    AgentCommand(Deployment deployment, DeployedAgents agents, String run) {
        this.deployment = deployment;
        this.agents = agents;
        this.run = run;
    }

    /** A master with its arguments. */
    RemoteCommand master(String node, List<String> arguments) {
        return command(node, "master", MASTER, arguments);
    }

    /** A worker with its arguments, or with none yet. */
    RemoteCommand worker(String node, List<String> arguments) {
        return command(node, "worker", WORKER, arguments);
    }

    private RemoteCommand command(String node, String kind, List<String> ofKind, List<String> arguments) {
        DeployedAgents.Agent agent = agents.on(node);
        List<String> command = new ArrayList<>(List.of(agent.java()));
        command.addAll(ofKind);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                // The C library keeps what each thread frees for that thread: about 100 MB after a thousand trials.
                "-XX:TrimNativeHeapInterval=10000",
                // A crash in native code may hang while it is written down; the run must not wait for that.
                "-XX:ErrorLogTimeout=5",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + run + "/logs/" + (arguments.isEmpty() ? kind : node + "-" + kind) + "-crash-%p.log",
                "-XX:SharedArchiveFile=" + deployment.archive(agent, kind)));
        command.addAll(ARCHIVED);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.bytedeco.javacpp.cachedir=" + deployment.natives(),
                "@" + agent.arguments(),
                "org.aiperf.agent.AgentMain"));
        command.addAll(arguments);
        return RemoteCommand.of(command);
    }
}
