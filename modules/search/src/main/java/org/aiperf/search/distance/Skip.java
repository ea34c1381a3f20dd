package org.aiperf.search.distance;

import java.util.Comparator;

/**
 * A way around a part of the main chain: it leaves at tensor {@code start} of the chain, comes back at tensor
 * {@code end} (both counted along the chain from the image, which is 0), and is joined in by {@code join}.
 */
public record Skip(int start, int end, Join join) {
    static final Comparator<Skip> ORDER =
            Comparator.comparingInt(Skip::start).thenComparingInt(Skip::end).thenComparing(Skip::join);

    /** How a skip is joined with the main chain. */
    public enum Join {
        ADD,
        CONCATENATE
    }

    public Skip {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a skip leads forward, not from " + start + " to " + end);
        }
    }

    /** Steps of the main chain that it spans. */
    public int length() {
        return end - start;
    }

    /** 1 for different joins, else the relative difference of start and length together: from 0 to 1. */
    double distance(Skip other) {
        if (join != other.join) {
            return 1;
        }
        double differences = Math.abs(start - other.start) + Math.abs(length() - other.length());
        return differences / (Math.max(start, other.start) + Math.max(length(), other.length()));
    }
}
