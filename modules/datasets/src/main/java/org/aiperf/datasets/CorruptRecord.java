package org.aiperf.datasets;

import java.util.Comparator;

/**
 * A record that cannot be read and is skipped.
 *
 * @param file the absolute path of the file it is in
 * @param record its number in the file, from 0
 * @param what is wrong with it, in one line
 */
public record CorruptRecord(String file, long record, String what) implements Comparable<CorruptRecord> {
    private static final Comparator<CorruptRecord> ORDER = Comparator.comparing(CorruptRecord::file)
            .thenComparingLong(CorruptRecord::record)
            .thenComparing(CorruptRecord::what);

    @Override
    public int compareTo(CorruptRecord other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return file + ", record " + record + ": " + what;
    }
}
