package org.aiperf.datasets.tfrecord;

import java.util.zip.CRC32C;

/** The check sum of TFRecord files: CRC-32C, rotated and shifted, so that a check sum of check sums still tells. */
final class MaskedCrc {
    private static final int MASK = 0xa282ead8;

    private MaskedCrc() {}

    static int of(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }
}
