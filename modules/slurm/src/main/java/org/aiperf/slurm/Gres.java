package org.aiperf.slurm;

import java.util.regex.Pattern;

/**
 * Generic resources, such as {@code gpu:a100:4}.
 *
 * @param name such as {@code gpu}
 * @param type empty where any will do
 * @param count from 1
 */
public record Gres(String name, String type, long count) {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.+-]*");

    public Gres {
        if (!WORD.matcher(name).matches()
                || !(type.isEmpty() || WORD.matcher(type).matches())) {
            throw new IllegalArgumentException("not a generic resource: " + name + ":" + type);
        }
        if (count < 1) {
            throw new IllegalArgumentException("a generic resource needs a count: " + count);
        }
    }

    /** As job options and slurm.conf have it. */
    @Override
    public String toString() {
        return name + (type.isEmpty() ? "" : ":" + type) + ":" + count;
    }
}
