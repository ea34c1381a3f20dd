package org.aiperf.agent;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Standard error with the time before each line that is printed as a string, which is how a logger prints the first line of
 * a message. The logger's own way of saying the time loads the language data of the JDK, 0.15 s of each agent's start.
 */
final class StampedErrors extends PrintStream {

    private StampedErrors() {
        super(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    }

    /** From now on; before the first logger is asked for. */
    static void install() {
        System.setErr(new StampedErrors());
    }

    @Override
    public void println(@Nullable String line) {
        super.println(stamp(LocalDateTime.now(ZoneId.systemDefault())) + " " + line);
    }

    /** Such as {@code 2026-11-26 16:32:13.602}. */
    static String stamp(LocalDateTime time) {
        return time.toLocalDate() + " " + padded(time.getHour(), 2) + ":" + padded(time.getMinute(), 2) + ":"
                + padded(time.getSecond(), 2) + "." + padded(time.getNano() / 1_000_000, 3);
    }

    private static String padded(int number, int digits) {
        String text = Integer.toString(number);
        return "0".repeat(digits - text.length()) + text;
    }
}
