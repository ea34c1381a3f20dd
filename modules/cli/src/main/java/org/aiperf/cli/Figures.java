package org.aiperf.cli;

import java.util.Locale;

/** Numbers as people read them. */
final class Figures {
    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E"};

    private Figures() {}

    /** Three significant digits with an SI prefix: {@code 5.38 GOPS}. */
    static String si(double value, String unit) {
        double scaled = value;
        int prefix = 0;
        while (Math.abs(scaled) >= 999.5 && prefix < PREFIXES.length - 1) {
            scaled /= 1000;
            prefix++;
        }
        int digits = Math.abs(scaled) >= 99.95 ? 0 : Math.abs(scaled) >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + digits + "f %s%s", scaled, PREFIXES[prefix], unit);
    }

    /** A fraction in percent with one decimal: {@code 27.2 %}. */
    static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
    }
}
