package org.aiperf.slurm;

import java.util.ArrayList;
import java.util.List;

/**
 * Names that differ in a number at their end only, all of the same length. Two names are equal if and only if prefix,
 * digits and number are, because the prefix never ends with a digit.
 *
 * @param prefix without digits at its end
 * @param digits how many digits follow; 0 for none, and for a number too long to count with
 */
record HostRun(String prefix, int digits, long low, long high) {
    private static final int MOST_DIGITS = 18;

    static List<HostRun> ofName(String name) {
        int end = prefixEnd(name);
        String number = name.substring(end);
        if (number.isEmpty() || number.length() > MOST_DIGITS) {
            return List.of(new HostRun(name, 0, 0, 0));
        }
        long value = Long.parseLong(number);
        return List.of(new HostRun(name.substring(0, end), number.length(), value, value));
    }

    /** The names {@code prefix} + number, filled up with zeros to {@code width} digits. */
    static List<HostRun> of(String text, long low, long high, int width) {
        List<HostRun> runs = new ArrayList<>();
        int end = prefixEnd(text);
        String head = text.substring(end);
        long from = low;
        while (from <= high) {
            int digits = Math.max(width, Long.toString(from).length());
            long largest = digits >= MOST_DIGITS ? high : Math.min(high, power(digits) - 1);
            int all = head.length() + digits;
            if (all > MOST_DIGITS) {
                for (long i = from; i <= largest; i++) {
                    runs.add(new HostRun(text + HostList.padded(i, width), 0, 0, 0));
                }
            } else {
                long base = head.isEmpty() ? 0 : Long.parseLong(head) * power(digits);
                runs.add(new HostRun(text.substring(0, end), all, base + from, base + largest));
            }
            from = largest + 1;
        }
        return runs;
    }

    String name(long number) {
        return digits == 0 ? prefix : prefix + HostList.padded(number, digits);
    }

    private static int prefixEnd(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) >= '0' && text.charAt(end - 1) <= '9') {
            end--;
        }
        return end;
    }

    private static long power(int digits) {
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        return power;
    }
}
