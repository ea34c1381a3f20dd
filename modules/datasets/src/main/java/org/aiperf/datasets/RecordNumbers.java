package org.aiperf.datasets;

import java.util.Arrays;
import java.util.List;

/** Numbers the records of several files through, from 0. */
final class RecordNumbers {
    /** The number of the first record of each file, and of the one after the last. */
    private final int[] firsts;

    RecordNumbers(List<Integer> sizes) {
        firsts = new int[sizes.size() + 1];
        for (int i = 0; i < sizes.size(); i++) {
            firsts[i + 1] = Math.addExact(firsts[i], sizes.get(i));
        }
    }

    int total() {
        return firsts[firsts.length - 1];
    }

    /** The file that a record is in. */
    int file(int record) {
        int at = Arrays.binarySearch(firsts, record);
        int file = at >= 0 ? at : -at - 2;
        while (firsts[file + 1] == record) {
            file++;
        }
        return file;
    }

    /** The record's number in its file. */
    int inFile(int record) {
        return record - firsts[file(record)];
    }
}
