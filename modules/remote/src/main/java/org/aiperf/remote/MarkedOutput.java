package org.aiperf.remote;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * One stream of a shell, cut into what each command printed: the shell prints a line with a mark before the command, and
 * after it a line feed and a line with the mark and the exit code. Whatever comes between two commands is nobody's, such as
 * the greetings of a login script. What a command prints beyond a limit is lost, never an error to the writer.
 */
final class MarkedOutput extends OutputStream {
    private static final int LONGEST_MARK = 64;
    private static final int SMALL = 8 << 10;

    private final int limit;
    private byte[] taken = new byte[SMALL];
    private int size;
    private byte[] mark = {};
    private boolean begun;
    private boolean overflowed;
    private OptionalInt code = OptionalInt.empty();

    /** @param limit in bytes, of what one command prints */
    MarkedOutput(int limit) {
        this.limit = limit;
    }

    /** What the shell is to run, so that a stream which expects the mark understands it: the command between two marks. */
    static String marked(String command, String mark) {
        String begin = "printf '%s\\n' " + mark;
        String end = "printf '\\n%s %d\\n' " + mark + " $code";
        return begin + "; " + begin + " >&2\n" + command + " </dev/null\ncode=$?; " + end + "; " + end + " >&2\n";
    }

    /** Awaits the next command, whose mark is of at most 40 letters and digits, and not to be guessed. */
    synchronized void expect(String newMark) {
        mark = newMark.getBytes(StandardCharsets.US_ASCII);
        taken = new byte[SMALL];
        size = 0;
        begun = false;
        overflowed = false;
        code = OptionalInt.empty();
    }

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) {
        if (code.isPresent()) {
            return;
        }
        int room = Math.min(count, limit + LONGEST_MARK - size);
        if (size + room > taken.length) {
            taken = Arrays.copyOf(taken, Math.max(size + room, 2 * taken.length));
        }
        System.arraycopy(bytes, offset, taken, size, room);
        int from = Math.max(0, size - LONGEST_MARK);
        size += room;
        overflowed |= room < count;
        if (begun) {
            lookForEnd(from);
        } else {
            lookForBegin(from);
        }
    }

    private void lookForBegin(int from) {
        int rest = find(from) + mark.length + 1;
        if (rest > mark.length && rest <= size) {
            begun = true;
            System.arraycopy(taken, rest, taken, 0, size - rest);
            size -= rest;
            lookForEnd(0);
        }
    }

    private void lookForEnd(int from) {
        int at = size > 0 && taken[size - 1] == '\n' ? find(from) : -1;
        if (at > 0 && taken[at - 1] == '\n') {
            int digits = at + mark.length;
            code = OptionalInt.of(
                    Integer.parseInt(new String(taken, digits, size - digits, StandardCharsets.US_ASCII).strip()));
            size = at - 1;
            overflowed |= size > limit;
        }
    }

    private int find(int from) {
        for (int i = from; i + mark.length <= size; i++) {
            if (Arrays.equals(taken, i, i + mark.length, mark, 0, mark.length)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether there was more than the limit. */
    synchronized boolean overflowed() {
        return overflowed;
    }

    /** Of the command; empty until it has ended. */
    synchronized OptionalInt code() {
        return code;
    }

    /** What the command has printed, as UTF-8; whole once it has ended. */
    synchronized String text() {
        return new String(taken, 0, size, StandardCharsets.UTF_8);
    }
}
