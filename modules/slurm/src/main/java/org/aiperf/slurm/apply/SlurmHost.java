package org.aiperf.slurm.apply;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.aiperf.slurm.CommandResult;

/** One machine of the cluster: its commands and its files. */
public interface SlurmHost {
    /** What the cluster file calls it. */
    String name();

    /** Runs a program and waits for its end. */
    CommandResult run(List<String> argv) throws IOException;

    /** The text of a file; empty if there is none. */
    Optional<String> read(String path) throws IOException;

    /** Makes or replaces a file that everybody may read, whole or not at all. */
    void write(String path, String text) throws IOException;

    /** Gives a file another name in one step, replacing what had it. */
    void rename(String from, String to) throws IOException;

    /** A missing file is fine. */
    void delete(String path) throws IOException;
}
