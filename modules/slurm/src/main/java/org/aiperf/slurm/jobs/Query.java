package org.aiperf.slurm.jobs;

import java.util.List;
import org.aiperf.slurm.CommandResult;
import org.aiperf.slurm.SlurmAnswerException;

/** A command to run, and how to read its answer. */
public final class Query<T> {
    private final List<String> argv;
    private final Reader<T> reader;

    /** Reads standard output of a command that ended with 0. */
    interface Reader<T> {
        T read(String output) throws SlurmAnswerException;
    }

    private final Reader<T> unknown;

    Query(List<String> argv, Reader<T> reader) {
        this(argv, reader, output -> {
            throw new SlurmAnswerException(argv.getFirst() + ": there is no such job; look into squeue");
        });
    }

    /** @param unknown the answer where Slurm does not know, or no longer knows, the job asked for */
    Query(List<String> argv, Reader<T> reader, Reader<T> unknown) {
        this.argv = List.copyOf(argv);
        this.reader = reader;
        this.unknown = unknown;
    }

    /** The program and its arguments. */
    public List<String> argv() {
        return argv;
    }

    /** @throws SlurmAnswerException if the command failed, or cannot be understood */
    public T parse(CommandResult result) throws SlurmAnswerException {
        if (result.succeeded()) {
            return reader.read(result.out());
        }
        if (result.err().contains("Invalid job id specified")) {
            return unknown.read(result.out());
        }
        throw new SlurmAnswerException(argv.getFirst() + " ended with exit code " + result.exit() + ": "
                + result.firstLine() + "; run it by hand on the head node to see more");
    }
}
