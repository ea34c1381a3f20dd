package org.aiperf.remote;

import java.util.Random;

/** Bytes that do not compress and are the same in every run. */
final class RandomBytes {
    private RandomBytes() {}

    static byte[] of(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
