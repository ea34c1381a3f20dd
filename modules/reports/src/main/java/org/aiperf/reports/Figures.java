package org.aiperf.reports;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers with their units, as people read them. */
record Figures(Texts texts) {
    static final String NONE = "–";
    private static final String NARROW = "\u00a0";
    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E", "Z", "Y"};
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** {@code 5.38 GOPS}: 10⁹ operations per second. */
    String operationsPerSecond(double value) {
        return si(value, "OPS");
    }

    /** {@code 1.27 T operations}. */
    String operations(double value) {
        return Double.isFinite(value) ? si(value, "") + NARROW + texts.get("unit.operations") : NONE;
    }

    /** Three significant digits with an SI prefix before the unit. */
    static String si(double value, String unit) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_UP));
        int magnitude = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        int prefix = Math.clamp(Math.floorDiv(magnitude, 3), 0, PREFIXES.length - 1);
        BigDecimal scaled = rounded.movePointLeft(3 * prefix);
        int decimals = prefix == 0
                ? Math.clamp(scaled.stripTrailingZeros().scale(), 0, 3)
                : Math.clamp(2 - (magnitude - 3 * prefix), 0, 2);
        String label = PREFIXES[prefix] + unit;
        String digits = scaled.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
        return label.isEmpty() ? digits : digits + NARROW + label;
    }

    /** {@code 25.6 M} of something that the reader knows. */
    static String amount(long value) {
        return si((double) value, "");
    }

    /** A fraction from 0 to 1 as {@code 72.8 %}, with more digits below one per cent. */
    static String percent(double fraction) {
        if (!Double.isFinite(fraction)) {
            return NONE;
        }
        BigDecimal percent = new BigDecimal(fraction).movePointRight(2);
        boolean isSmall = percent.signum() != 0 && percent.abs().compareTo(BigDecimal.ONE) < 0;
        BigDecimal shown = isSmall
                ? percent.round(new MathContext(2, RoundingMode.HALF_UP)).setScale(3, RoundingMode.HALF_UP)
                : percent.setScale(1, RoundingMode.HALF_UP);
        return shown.toPlainString() + NARROW + "%";
    }

    /** {@code 1,281,167}. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 12.3 s}, {@code 3 min 05 s} or {@code 2 h 14 min}. */
    String duration(double seconds) {
        if (!Double.isFinite(seconds) || seconds < 0) {
            return NONE;
        }
        if (seconds < 59.95) {
            return String.format(Locale.ROOT, "%.1f%s%s", seconds, NARROW, texts.get("unit.s"));
        }
        long whole = Math.round(seconds);
        return whole < 3_600
                ? pair(whole / 60, "unit.min", whole % 60, "unit.s")
                : pair(whole / 3_600, "unit.h", whole % 3_600 / 60, "unit.min");
    }

    private String pair(long large, String largeUnit, long small, String smallUnit) {
        return count(large)
                + NARROW
                + texts.get(largeUnit)
                + NARROW
                + String.format(Locale.ROOT, "%02d", small)
                + NARROW
                + texts.get(smallUnit);
    }

    /** A moment, to the second. */
    static String time(long millis) {
        return millis == 0 ? NONE : TIME.format(Instant.ofEpochMilli(millis));
    }
}
