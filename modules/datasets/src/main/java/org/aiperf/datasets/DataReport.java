package org.aiperf.datasets;

import java.util.List;

/**
 * What was found in a data set that was read from its first byte to its last.
 *
 * @param header how images come out of it; its number of images includes those that turned out to be corrupt
 * @param records that can be read
 * @param perClass of these, by label
 * @param leastWidth of pictures as they are in the files, in pixels
 * @param skipped records, those included that were found to be corrupt on opening
 */
public record DataReport(
        ImageSetHeader header,
        int records,
        List<Integer> perClass,
        int leastWidth,
        int mostWidth,
        int leastHeight,
        int mostHeight,
        List<CorruptRecord> skipped) {}
