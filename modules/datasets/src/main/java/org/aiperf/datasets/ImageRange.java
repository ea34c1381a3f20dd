package org.aiperf.datasets;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The images {@code from} (inclusive) to {@code to} (exclusive) of a data set; written {@code #0-7000}. */
record ImageRange(int from, int to) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})-(\\d{1,9})");

    ImageRange {
        if (from < 0 || from >= to) {
            throw new IllegalArgumentException("an empty range of images: " + from + " to " + to);
        }
    }

    int size() {
        return to - from;
    }

    /** Reads {@code 0-7000}; empty if it is not a range, or a range of nothing. */
    static Optional<ImageRange> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int from = Integer.parseInt(matcher.group(1));
        int to = Integer.parseInt(matcher.group(2));
        return from < to ? Optional.of(new ImageRange(from, to)) : Optional.empty();
    }
}
