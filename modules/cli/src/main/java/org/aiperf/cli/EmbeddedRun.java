package org.aiperf.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.aiperf.benchmark.SearchEvent.RunPredicted;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.cluster.Cluster;
import org.aiperf.embedded.EmbeddedCluster;
import org.aiperf.launch.AgentBundle;
import org.aiperf.launch.AgentBundles;
import org.aiperf.launch.ClusterRun;
import org.aiperf.launch.LaunchProgress;
import org.aiperf.launch.Launcher;
import org.aiperf.runs.EventFeed;

/** A run on the cluster inside this JVM: one master and two slaves. Closing it takes the cluster down. */
final class EmbeddedRun implements KeptRun {
    static final int SLAVES = 2;

    private final EmbeddedCluster cluster;
    private final ClusterRun run;

    private EmbeddedRun(EmbeddedCluster cluster, ClusterRun run) {
        this.cluster = cluster;
        this.run = run;
    }

    /** Starts the cluster and the run on it. */
    static EmbeddedRun start(
            SearchPlan plan, String planText, Optional<RunPredicted> prediction, LaunchProgress progress)
            throws IOException, InterruptedException {
        return on(progress, (launcher, _) -> launcher.start(plan, planText, prediction));
    }

    /** Starts the cluster and goes on with a run that was on it. */
    static EmbeddedRun resume(String runId, LaunchProgress progress) throws IOException, InterruptedException {
        return on(progress, (launcher, cluster) -> launcher.resume(cluster.sharedFolder() + "/aiperf/runs/" + runId));
    }

    private interface Start {
        ClusterRun with(Launcher launcher, Cluster cluster) throws IOException, InterruptedException;
    }

    private static EmbeddedRun on(LaunchProgress progress, Start start) throws IOException, InterruptedException {
        AgentBundles bundles = AgentBundles.of(AgentBundle.in(staged()));
        EmbeddedCluster embedded =
                EmbeddedCluster.start(Folders.ofThisMachine().cache().resolve("embedded-cluster"), SLAVES);
        try {
            Cluster cluster = embedded.cluster();
            return new EmbeddedRun(embedded, start.with(new Launcher(cluster, bundles, progress), cluster));
        } catch (IOException | InterruptedException | RuntimeException e) {
            embedded.close();
            throw e;
        }
    }

    /** The folder of jars that the launcher script names. */
    static Path staged() throws IOException {
        String stage = System.getProperty("aiperf.stage");
        if (stage == null) {
            throw new IOException("the agent to deploy is not known; start with the aiperf script");
        }
        return Path.of(stage, "lib");
    }

    @Override
    public void awaitRelease() {
        // Its workers are processes of this machine, which end with the run.
    }

    @Override
    public List<String> waitsFor() {
        return List.of();
    }

    @Override
    public void remember(Path results) {
        // It is always in the same place.
    }

    @Override
    public void fetch(Path into) throws IOException {
        run.fetch(into);
    }

    @Override
    public Interrupted whenInterrupted() {
        return Interrupted.STOPS;
    }

    @Override
    public String runId() {
        return run.runId();
    }

    @Override
    public String name() {
        return run.name();
    }

    @Override
    public String clusterName() {
        return run.clusterName();
    }

    @Override
    public EventFeed follow() {
        return run.follow();
    }

    @Override
    public void requestStop(String reason) throws IOException {
        run.requestStop(reason);
    }

    @Override
    public void close() {
        try {
            cluster.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
