package org.aiperf.datasets;

/**
 * How many corrupt records of a data set are put up with.
 *
 * @param most below 1 a share of all records, from 1 on a number of records
 */
public record CorruptLimit(double most) {
    /** Every corrupt record is one too many. */
    public static final CorruptLimit NONE = new CorruptLimit(0);

    /** Whatever can be read is read. */
    public static final CorruptLimit ANY = new CorruptLimit(Integer.MAX_VALUE);

    public CorruptLimit {
        if (!(most >= 0)) {
            throw new IllegalArgumentException("a limit of corrupt records below 0: " + most);
        }
    }

    /** The number of records that may be corrupt among so many. */
    public long among(long records) {
        return (long) (most < 1 ? most * records : most);
    }
}
