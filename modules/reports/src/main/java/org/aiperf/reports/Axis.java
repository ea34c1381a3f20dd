package org.aiperf.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A linear axis from 0 to a round number.
 *
 * @param top the value at its end, in the axis's unit
 * @param step between two ticks
 * @param unit for people
 * @param perUnit how much of the data's unit is one of the axis's
 */
record Axis(double top, double step, String unit, double perUnit) {
    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E", "Z", "Y"};
    private static final int MOST_TICKS = 6;

    /** Where a tick stands on the axis, from 0 to 1, and what it says. */
    record Tick(double share, String label) {}

    /** An axis whose end is a whole number of steps of 1, 2 or 5 times a power of ten, no smaller than the data. */
    static Axis rounded(double most, String unit, double perUnit) {
        double end = most > 0 && Double.isFinite(most) ? most / perUnit : 1;
        double step = Math.pow(10, Math.floor(Math.log10(end / MOST_TICKS)));
        double[] factors = {1, 2, 5, 10};
        int i = 0;
        while (end / (step * factors[i]) > MOST_TICKS && i < factors.length - 1) {
            i++;
        }
        double width = step * factors[i];
        return new Axis(Math.ceil(end / width - 1e-9) * width, width, unit, perUnit);
    }

    /** An axis that ends with its data, whose ticks stand at round numbers. */
    static Axis time(double mostSeconds, Texts texts) {
        double perUnit = mostSeconds <= 180 ? 1 : mostSeconds <= 3 * 3_600 ? 60 : 3_600;
        String unit = texts.get(perUnit == 1 ? "unit.s" : perUnit == 60 ? "unit.min" : "unit.h");
        Axis axis = rounded(mostSeconds, unit, perUnit);
        return mostSeconds > 0 ? new Axis(mostSeconds / perUnit, axis.step, unit, perUnit) : axis;
    }

    static Axis percent(double mostFraction) {
        return rounded(mostFraction, "%", 0.01);
    }

    /** With the SI prefix that keeps its numbers short. */
    static Axis si(double most, String unit) {
        int prefix = most >= 1_000 ? (int) Math.min(PREFIXES.length - 1, Math.floor(Math.log10(most) / 3)) : 0;
        return rounded(most, PREFIXES[prefix] + unit, Math.pow(1_000, prefix));
    }

    double share(double value) {
        return Math.clamp(value / perUnit / top, 0, 1);
    }

    List<Tick> ticks() {
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i * step <= top * (1 + 1e-9); i++) {
            ticks.add(new Tick(i * step / top, String.format(Locale.ROOT, "%." + decimals + "f", i * step)));
        }
        return ticks;
    }
}
