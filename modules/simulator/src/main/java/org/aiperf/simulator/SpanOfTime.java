package org.aiperf.simulator;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: {@code 250ms}, {@code 90s}, {@code 1.5h}. */
final class SpanOfTime {
    private static final Pattern SPAN = Pattern.compile("([+-]?)(\\d{1,7}(?:\\.\\d{1,6})?)(ms|s|m|h)");
    private static final double LONGEST_SECONDS = 30 * 24 * 3600.0;

    private SpanOfTime() {}

    /** In nanoseconds; empty for what is no time, is longer than 30 days, or has a sign that it may not have. */
    static Optional<Long> nanos(String text, boolean mayHaveSign) {
        Matcher matcher = SPAN.matcher(text);
        if (!matcher.matches() || (!matcher.group(1).isEmpty() && !mayHaveSign)) {
            return Optional.empty();
        }
        double unit = switch (matcher.group(3)) {
            case "ms" -> 1e-3;
            case "m" -> 60;
            case "h" -> 3600;
            default -> 1;
        };
        double seconds = Double.parseDouble(matcher.group(2)) * unit;
        long nanos = VirtualTime.nanos(seconds);
        return seconds <= LONGEST_SECONDS
                ? Optional.of(matcher.group(1).equals("-") ? -nanos : nanos)
                : Optional.empty();
    }
}
