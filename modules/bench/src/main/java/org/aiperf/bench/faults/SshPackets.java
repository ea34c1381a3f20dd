package org.aiperf.bench.faults;

/**
 * How far one side of an SSH conversation has come, by what can be seen from outside (RFC 4253 and RFC 5647): its banner, a
 * line; packets in the clear, whose numbers tell what they are; then encrypted ones, of which AES-GCM leaves the length
 * readable and nothing else.
 */
final class SshPackets {
    static final int KEX_INIT = 20;
    static final int NEW_KEYS = 21;
    static final int KEX_FIRST = 30;

    private static final int BANNER = -1;
    private static final int ENCRYPTED = -2;
    private static final int LENGTH_BYTES = 4;
    private static final int TAG_BYTES = 16;
    private static final int LONGEST = 1 << 19;

    /**
     * A whole banner or packet is about to begin.
     *
     * @param number of the message; negative if it is the banner or encrypted
     * @param length of the packet as it says itself, in bytes; 0 for the banner
     */
    record Packet(int number, int length) {
        boolean isBanner() {
            return number == BANNER;
        }

        boolean isEncrypted() {
            return number == ENCRYPTED;
        }
    }

    /** Is told each packet before its bytes are passed on. */
    interface Listener {
        /** @return whether to pass it on; from the first one that is not on, nothing is */
        boolean mayPass(Packet packet);
    }

    private final Listener listener;
    private final byte[] head = new byte[LENGTH_BYTES + 2];
    private int held;
    private boolean bannerBegun;
    private boolean inBanner = true;
    private boolean encrypted;
    private long left;

    SshPackets(Listener listener) {
        this.listener = listener;
    }

    /**
     * Reads on.
     *
     * @return how many of these bytes may be passed on; fewer than all from the first packet on that may not
     * @throws IllegalStateException if this is not SSH, or another cipher
     */
    int accept(byte[] bytes, int count) {
        int i = 0;
        while (i < count) {
            if (inBanner) {
                if (!bannerBegun) {
                    bannerBegun = true;
                    if (!listener.mayPass(new Packet(BANNER, 0))) {
                        return i;
                    }
                }
                inBanner = bytes[i++] != '\n';
            } else if (left > 0) {
                int step = (int) Math.min(left, count - i);
                left -= step;
                i += step;
            } else {
                head[held++] = bytes[i++];
                if (held == (encrypted ? LENGTH_BYTES : head.length) && !begin()) {
                    // The few bytes of its head that came with earlier reads are gone: half a length is passed on.
                    return Math.max(0, i - held);
                }
            }
        }
        return count;
    }

    private boolean begin() {
        int length = 0;
        for (int i = 0; i < LENGTH_BYTES; i++) {
            length = (length << 8) | (head[i] & 0xff);
        }
        if (length < 2 || length > LONGEST) {
            throw new IllegalStateException("a packet of " + length + " bytes: the cipher is not AES-GCM");
        }
        int number = encrypted ? ENCRYPTED : head[LENGTH_BYTES + 1];
        left = encrypted ? (long) length + TAG_BYTES : length - 2L;
        boolean mayPass = listener.mayPass(new Packet(number, length));
        encrypted |= number == NEW_KEYS;
        if (mayPass) {
            held = 0;
        }
        return mayPass;
    }
}
