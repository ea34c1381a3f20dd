package org.aiperf.remote;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.aiperf.cluster.NodeFacts;

/** Finds out what a node is and has, with one script in one command. Nothing is written on the node. */
public final class Probe {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final SecureRandom RANDOM = new SecureRandom();

    private Probe() {}

    /**
     * Asks a node for its facts. Tools it does not have, and tools that take longer than 5 s, leave their facts empty.
     *
     * @param sharedFolder the folder whose free space is asked for
     * @throws ConnectionException if the script could not be run to its end
     */
    public static NodeFacts facts(SshConnection connection, String sharedFolder) throws ConnectionException {
        // Login scripts may print anything before ours starts, so the frames carry a mark that nobody can guess.
        byte[] random = new byte[12];
        RANDOM.nextBytes(random);
        String mark = HexFormat.of().formatHex(random);
        Completed completed =
                connection.run(RemoteCommand.script(Script.PROBE.text(), List.of(mark, sharedFolder)), LIMIT);
        return ProbeReport.parse(completed.out(), mark).facts();
    }
}
