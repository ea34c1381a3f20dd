package org.aiperf.app.text;

import java.util.Locale;

/** Quantities as people read them: three digits, an SI prefix, and always the unit. */
public final class Units {
    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E"};

    private Units() {}

    /** Operations per second: {@code 5.38 GOPS}. */
    public static String rate(double operationsPerSecond) {
        return scaled(operationsPerSecond, "OPS");
    }

    /** A round rate, as on an axis: {@code 80 TOPS}. */
    public static String roundRate(double operationsPerSecond) {
        return rate(operationsPerSecond).replaceFirst("(\\.[0-9]*?)0+ ", "$1 ").replace(". ", " ");
    }

    /** A count of operations: {@code 8.97 GOP}. */
    public static String operations(double operations) {
        return scaled(operations, "OP");
    }

    /** A count in short: {@code 25.6 M}; below a thousand the number alone. */
    public static String brief(double count) {
        return scaled(count, "").strip();
    }

    /** A count in full: {@code 1,284}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A fraction as a percentage: {@code 27.2 %}. */
    public static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.1f %%", fraction * 100);
    }

    /** A fraction as a whole percentage: {@code 27 %}. */
    public static String wholePercent(double fraction) {
        return Math.round(fraction * 100) + " %";
    }

    /** An accuracy or a loss: {@code 0.728}. */
    public static String fraction(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** Seconds with a unit: {@code 1.42 s}. */
    public static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f s", seconds);
    }

    /** Bytes by powers of 1024: {@code 15.6 GiB}. */
    public static String bytes(double bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
        double rest = bytes;
        int unit = 0;
        while (Math.abs(rest) >= 1023.95 && unit < units.length - 1) {
            rest /= 1024;
            unit++;
        }
        boolean isWhole = unit == 0 || rest >= 99.95;
        return String.format(Locale.ROOT, isWhole ? "%.0f %s" : "%.1f %s", rest, units[unit]);
    }

    /** Memory that is given in MiB: {@code 503 GiB}. */
    public static String memory(long mebibytes) {
        return bytes(mebibytes * 1048576.0);
    }

    /** A time span: {@code 2:14}, and from an hour on {@code 1:02:14}. */
    public static String clock(double seconds) {
        long whole = Math.max(0, (long) Math.floor(seconds));
        long hours = whole / 3600;
        return hours > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, whole / 60 % 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }

    /** A value with three digits and the prefix that suits it. */
    public static String scaled(double value, String unit) {
        double rest = value;
        int prefix = 0;
        while (Math.abs(rest) >= 999.5 && prefix < PREFIXES.length - 1) {
            rest /= 1000;
            prefix++;
        }
        return digits(rest, prefix == 0 && value == Math.rint(value)) + " " + PREFIXES[prefix] + unit;
    }

    private static String digits(double value, boolean whole) {
        double size = Math.abs(value);
        if (whole) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, size < 9.995 ? "%.2f" : size < 99.95 ? "%.1f" : "%.0f", value);
    }
}
