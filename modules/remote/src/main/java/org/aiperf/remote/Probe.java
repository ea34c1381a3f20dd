package org.aiperf.remote;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.aiperf.cluster.Inventory.ClockOffset;
import org.aiperf.cluster.NodeFacts;

/** Finds out what a node is and has, with one script in one command. Nothing is written on the node. */
public final class Probe {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration CLOCK_LIMIT = Duration.ofSeconds(20);
    private static final int CLOCK_LOOKS = 3;
    private static final Pattern CLOCK = Pattern.compile("@(\\d{1,12}(?:\\.\\d{1,9})?)\\D*@");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Probe() {}

    /**
     * Asks a node for its facts. Tools it does not have, and tools that take longer than 5 s, leave their facts empty.
     *
     * @param sharedFolder the folder whose free space is asked for
     * @throws ConnectionException if the script could not be run to its end
     */
    public static NodeFacts facts(SshConnection connection, String sharedFolder) throws ConnectionException {
        return facts(connection, sharedFolder, InstantSource.system());
    }

    static NodeFacts facts(SshConnection connection, String sharedFolder, InstantSource clock)
            throws ConnectionException {
        // Login scripts may print anything before ours starts, so the frames carry a mark that nobody can guess.
        byte[] random = new byte[12];
        RANDOM.nextBytes(random);
        String mark = HexFormat.of().formatHex(random);
        Completed completed =
                connection.run(RemoteCommand.script(Script.PROBE.text(), List.of(mark, sharedFolder)), LIMIT);
        NodeFacts facts = ProbeReport.parse(completed.out(), mark).facts();
        Optional<ClockOffset> offset = clockOffset(connection, clock);
        return offset.isPresent() ? facts.with(facts.inventory().withClockOffset(offset.get())) : facts;
    }

    /** The look that took the shortest says the most: the node read its clock at some moment of it. */
    private static Optional<ClockOffset> clockOffset(SshConnection connection, InstantSource clock) {
        Optional<ClockOffset> best = Optional.empty();
        for (int i = 0; i < CLOCK_LOOKS; i++) {
            long before = clock.millis();
            String said;
            try {
                said = connection
                        .run(RemoteCommand.of("date", "+@%s.%N@"), CLOCK_LIMIT)
                        .out();
            } catch (ConnectionException e) {
                // It told its facts; a clock that cannot be read is one fact less.
                return best;
            }
            long after = clock.millis();
            Optional<Long> there = clockMillis(said);
            long uncertainty = (after - before + 1) / 2;
            if (there.isPresent() && (best.isEmpty() || uncertainty < best.get().uncertaintyMillis())) {
                best = Optional.of(new ClockOffset(there.get() - (before + after) / 2, uncertainty));
            }
        }
        return best;
    }

    /** Without fractions of a second where the node has none; login scripts may print before it. */
    private static Optional<Long> clockMillis(String said) {
        return CLOCK.matcher(said)
                .results()
                .map(match -> new BigDecimal(match.group(1)).movePointRight(3).longValue())
                .findFirst();
    }
}
