package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aiperf.administration.KnownClusters;
import org.aiperf.administration.Profile;
import org.aiperf.launch.AgentBundles;
import org.aiperf.launch.ClusterRun;

/** The clusters of whoever runs this program. */
final class UserClusters implements Desktop.Clusters {
    private final Folders folders = Folders.ofThisMachine();

    @Override
    public KnownClusters known() {
        return folders.clusters();
    }

    @Override
    public AgentBundles agents() throws IOException {
        return StagedAgents.all();
    }

    @Override
    public void remember(ClusterRun run, Profile profile) throws IOException {
        folders.clusters().remember(profile);
        Path results = Files.createDirectories(folders.ofRun(null, run.runId()));
        new RunPlace(profile.file(), run.folder()).write(results);
    }
}
