package org.aiperf.app.services;

import java.io.IOException;
import org.aiperf.launch.LaunchProgress;
import org.aiperf.launch.LiveRun;

/** Starts a small cluster on this machine, and a run on it. The run belongs to the starter, which closes it. */
public interface DemoStarter {

    /** Returns once the run's events can be followed. Called off the JavaFX thread. */
    LiveRun start(LaunchProgress progress) throws IOException, InterruptedException;
}
