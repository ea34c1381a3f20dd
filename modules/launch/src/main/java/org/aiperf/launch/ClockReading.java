package org.aiperf.launch;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aiperf.remote.Completed;
import org.aiperf.remote.RemoteCommand;
import org.aiperf.remote.SshConnection;

/**
 * The clock of a node beside the one of this machine.
 *
 * @param aheadSeconds of ours, in seconds
 * @param uncertainSeconds half of what the question took: the true offset is no farther off
 */
record ClockReading(double aheadSeconds, double uncertainSeconds) {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int QUESTIONS = 2;
    private static final Pattern TIME = Pattern.compile("(?m)^(\\d{9,12})(\\.\\d{1,9})?");

    /** The best of some readings; empty if the node does not tell the time. */
    static Optional<ClockReading> of(SshConnection node) throws IOException {
        Optional<ClockReading> best = Optional.empty();
        for (int i = 0; i < QUESTIONS; i++) {
            long wall = System.currentTimeMillis();
            long start = System.nanoTime();
            Completed completed = node.run(RemoteCommand.of("date", "+%s.%N"), LIMIT);
            double took = (System.nanoTime() - start) / 1e9;
            Matcher time = TIME.matcher(completed.out());
            if (time.find()) {
                // Where there is no fraction the second may be anywhere between its ends.
                double fraction = time.group(2) == null ? 0.5 : 0;
                double there = new BigDecimal(time.group()).doubleValue() + fraction;
                ClockReading reading = new ClockReading(there - (wall / 1e3 + took / 2), took / 2 + fraction);
                if (best.isEmpty() || reading.uncertainSeconds() < best.get().uncertainSeconds()) {
                    best = Optional.of(reading);
                }
            }
        }
        return best;
    }

    /** This clock beside another one. */
    ClockReading beside(ClockReading other) {
        return new ClockReading(aheadSeconds - other.aheadSeconds, uncertainSeconds + other.uncertainSeconds);
    }

    /** Whether it is off by more, whatever the question took. */
    boolean isOffBy(double seconds) {
        return Math.abs(aheadSeconds) - uncertainSeconds > seconds;
    }

    /** For people. */
    String text() {
        return String.format(Locale.ROOT, "%+.2f s (±%.2f s)", aheadSeconds, uncertainSeconds);
    }
}
