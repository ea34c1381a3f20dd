package org.aiperf.remote;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aiperf.cluster.Inventory.ClockOffset;
import org.aiperf.cluster.NodeFacts;

/** Finds out what a node is and has, with one script in one command. Nothing is written on the node. */
public final class Probe {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration CLOCK_LIMIT = Duration.ofSeconds(20);
    private static final int MOST_CLOCK_LOOKS = 3;
    private static final long SURE_ENOUGH_MILLIS = 100;
    private static final long HALF_A_SECOND = 500;
    private static final Pattern CLOCK = Pattern.compile("@(\\d{1,12})(\\.\\d{1,9})?\\D*@");
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

    /**
     * Compares a node's clock with that of this machine. The node read its clock at some moment of the look, so that a
     * quick look is enough, and of slow ones the quickest says the most.
     *
     * @return empty if the node does not tell the time
     */
    public static Optional<ClockOffset> clock(SshConnection connection) throws ConnectionException {
        Optional<ClockOffset> best = Optional.empty();
        long unsureAtBest = Long.MAX_VALUE;
        for (int i = 0; i < MOST_CLOCK_LOOKS && unsureAtBest > SURE_ENOUGH_MILLIS; i++) {
            long wall = System.currentTimeMillis();
            long start = System.nanoTime();
            String said = connection
                    .run(RemoteCommand.of("date", "+@%s.%N@"), CLOCK_LIMIT)
                    .out();
            long took = (System.nanoTime() - start) / 1_000_000;
            Optional<ClockOffset> seen = offset(said, wall, took);
            long unsure = seen.map(ClockOffset::uncertaintyMillis).orElse(Long.MAX_VALUE);
            if (unsure < unsureAtBest) {
                best = seen;
                unsureAtBest = unsure;
            }
        }
        return best;
    }

    /** Login scripts may print before the time; where a node knows no fractions, the second may be anywhere in itself. */
    private static Optional<ClockOffset> offset(String said, long wall, long took) {
        Matcher time = CLOCK.matcher(said);
        if (!time.find()) {
            return Optional.empty();
        }
        boolean isWhole = time.group(2) == null;
        long there = isWhole
                ? Long.parseLong(time.group(1)) * 1000 + HALF_A_SECOND
                : new BigDecimal(time.group(1) + time.group(2))
                        .movePointRight(3)
                        .longValue();
        return Optional.of(new ClockOffset(there - wall - took / 2, (took + 1) / 2 + (isWhole ? HALF_A_SECOND : 0)));
    }
}
