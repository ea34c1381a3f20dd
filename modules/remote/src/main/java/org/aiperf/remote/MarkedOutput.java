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
    private static final int MOST_DIGITS = 3;
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

    /** What follows the line, from somebody else who holds the stream, is nobody's either. */
    private void lookForEnd(int from) {
        for (int at = find(from); at >= 0; at = find(at + 1)) {
            OptionalInt said = at > 0 && taken[at - 1] == '\n' ? codeAt(at + mark.length) : OptionalInt.empty();
            if (said.isPresent()) {
                code = said;
                size = at - 1;
                overflowed |= size > limit;
                return;
            }
        }
    }

    /** The number between a blank and the end of the line; empty if that is something else, or not yet there. */
    private OptionalInt codeAt(int start) {
        if (start >= size || taken[start] != ' ') {
            return OptionalInt.empty();
        }
        int number = 0;
        for (int i = start + 1; i < Math.min(size, start + MOST_DIGITS + 2); i++) {
            if (taken[i] == '\n' && i > start + 1) {
                return OptionalInt.of(number);
            }
            int digit = Character.digit(taken[i], 10);
            if (digit < 0) {
                return OptionalInt.empty();
            }
            number = 10 * number + digit;
        }
        return OptionalInt.empty();
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
