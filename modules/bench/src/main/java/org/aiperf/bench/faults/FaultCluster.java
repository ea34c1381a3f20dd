package org.aiperf.bench.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.aiperf.problems.InvalidInputException;

/** A real cluster on this machine whose parts can be broken. Its shared folder can be read from outside. */
interface FaultCluster {
    String MASTER = "master";

    /** As {@code --cluster} has it. */
    String name();

    /** Starts what does not run, and returns when nothing is broken, every slave is idle and the queue is empty. */
    void mend() throws IOException, InterruptedException, InvalidInputException;

    /** How a client reaches it: SSH to the master, by way of the {@link #relay}, and nothing else. */
    Path clusterFile();

    /** What all SSH connections of clients go through. */
    CuttingRelay relay();

    /** The shared folder as this machine sees it. */
    Path shared();

    /** The same as the nodes see it. */
    String sharedOnNodes();

    List<String> slaves();

    /**
     * Sends a process of a node a signal; nobody if it is gone.
     *
     * @param process as the node numbers it
     * @param signal its name, such as {@code KILL}
     */
    void signal(String node, long process, String signal) throws IOException, InterruptedException;

    /**
     * Ends a daemon of Slurm's without a chance to do anything.
     *
     * @param node the master for the controller, else a slave
     */
    void killSlurm(String node) throws IOException, InterruptedException;

    /** Starts it again. */
    void startSlurm(String node) throws IOException, InterruptedException;

    /** Nothing of a slave reaches anybody any more, and nobody is told. */
    void unplug(String slave) throws IOException, InterruptedException;

    /** Everything does again. */
    void plug(String slave) throws IOException, InterruptedException;

    /** What Slurm shows, for whoever looks for the reason of something. */
    List<String> queue() throws IOException, InterruptedException;

    /** Ends everything that was started. */
    void end() throws IOException, InterruptedException;
}
