package org.aiperf.bench.faults;

import java.io.IOException;

/** The end of a cluster, which comes once: after its campaign, or with the program if that is interrupted. */
final class Ending {
    private final FaultCluster cluster;
    private boolean isOver;

    private Ending(FaultCluster cluster) {
        this.cluster = cluster;
    }

    /** From now on it ends with the program; its daemons would not do so by themselves. */
    static Ending of(FaultCluster cluster) {
        Ending ending = new Ending(cluster);
        Runtime.getRuntime().addShutdownHook(new Thread(ending::withTheProgram));
        return ending;
    }

    synchronized void now() throws IOException, InterruptedException {
        if (!isOver) {
            isOver = true;
            cluster.end();
        }
    }

    private void withTheProgram() {
        try {
            now();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(cluster.name() + " could not be ended", e);
        }
    }
}
