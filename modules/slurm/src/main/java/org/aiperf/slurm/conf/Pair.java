package org.aiperf.slurm.conf;

import java.util.Locale;

/**
 * One {@code Key=value}.
 *
 * @param key as written
 * @param value without the quotes around it
 * @param line where the key stands, from 1
 */
record Pair(ConfSource source, int line, String key, String value) {
    /** Keys are the same in any case. */
    String lowerKey() {
        return key.toLowerCase(Locale.ROOT);
    }

    boolean is(String name) {
        return key.equalsIgnoreCase(name);
    }

    /** Where it stands, told to somebody who looks at another pair: {@code line 3}, {@code line 3 of nodes.conf}. */
    String placeSeenFrom(Pair other) {
        return "line " + line + (source.equals(other.source) ? "" : " of " + source.name());
    }
}
