package org.aiperf.app.services;

import java.io.IOException;
import org.aiperf.administration.KnownClusters;
import org.aiperf.administration.Profile;
import org.aiperf.launch.AgentBundles;
import org.aiperf.launch.ClusterRun;
import org.aiperf.remote.config.LocalUser;

/**
 * What the workbench needs to work with the clusters of its user.
 *
 * @param known where they are kept
 * @param user whose configuration and keys count
 * @param agents what can be deployed
 * @param runs keeps runs on clusters
 */
public record ClusterServices(KnownClusters known, LocalUser user, Agents agents, Runs runs) {
    /** The agents that can be deployed. Called off the JavaFX thread. */
    public interface Agents {
        AgentBundles all() throws IOException;
    }

    /** Keeps what is told of runs on clusters. */
    public interface Runs {
        /**
         * From now on the run is a session, and commands find it by its name; it goes on when the workbench is closed.
         * Closes the run in the end. Called off the JavaFX thread.
         */
        void keep(ClusterRun run, Profile profile) throws IOException;
    }
}
