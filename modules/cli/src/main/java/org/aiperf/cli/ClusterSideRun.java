package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.aiperf.administration.Profile;
import org.aiperf.launch.ClusterRun;
import org.aiperf.runs.EventFeed;

/** A run on a real cluster, seen from here: it goes on whatever becomes of this program. */
final class ClusterSideRun implements KeptRun {
    private static final Duration TO_RELEASE = Duration.ofMinutes(2);

    private final ClusterRun run;
    private final Profile profile;
    private final Terminal terminal;

    ClusterSideRun(ClusterRun run, Profile profile, Terminal terminal) {
        this.run = run;
        this.profile = profile;
        this.terminal = terminal;
    }

    @Override
    public List<String> waitsFor() throws IOException {
        return run.queue();
    }

    @Override
    public void remember(Path results) throws IOException {
        Folders.ofThisMachine().clusters().remember(profile);
        new RunPlace(profile.file(), run.folder()).write(results);
    }

    @Override
    public void awaitRelease() throws IOException, InterruptedException {
        if (!run.awaitMasterGone(TO_RELEASE)) {
            terminal.say("aiperf: the master of the run is still putting things away; see " + run.folder() + "/logs");
        }
    }

    @Override
    public void fetch(Path into) throws IOException {
        run.fetch(into);
    }

    @Override
    public Interrupted whenInterrupted() {
        return Interrupted.GOES_ON;
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
        run.close();
    }
}
