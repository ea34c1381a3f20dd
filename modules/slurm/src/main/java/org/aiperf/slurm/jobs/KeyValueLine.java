package org.aiperf.slurm.jobs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of {@code scontrol show --oneliner}: {@code Key=value Key=value}, where nothing is quoted and values may have
 * blanks in them.
 */
final class KeyValueLine {
    private static final Pattern NEXT = Pattern.compile("\\s+[A-Za-z][A-Za-z0-9/:_.-]*=|\\s*$");

    private final String line;
    private final int from;

    /** @param anchor values are looked for from the end of its first match on, or else from the start */
    KeyValueLine(String line, Pattern anchor) {
        this.line = " " + line;
        Matcher matcher = anchor.matcher(this.line);
        this.from = matcher.find() ? matcher.end() : 0;
    }

    /** From the start of the line. */
    String first(String key) {
        return value(key, 0);
    }

    /** From the anchor on; empty for {@code (null)} and {@code N/A}. */
    String get(String key) {
        return value(key, from);
    }

    long number(String key) {
        String text = get(key);
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private String value(String key, int start) {
        int at = line.indexOf(" " + key + "=", start);
        if (at < 0) {
            return "";
        }
        int begin = at + key.length() + 2;
        Matcher end = NEXT.matcher(line);
        String value = end.find(begin) ? line.substring(begin, end.start()) : line.substring(begin);
        return value.equals("(null)") || value.equals("N/A") ? "" : value.strip();
    }
}
