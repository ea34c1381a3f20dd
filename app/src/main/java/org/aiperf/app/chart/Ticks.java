package org.aiperf.app.chart;

import java.util.ArrayList;
import java.util.List;

/** Round places for the marks of an axis. */
record Ticks(double step, double end) {
    private static final double[] TIME_STEPS = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400
    };

    /** Marks for values from 0 to at least {@code high}: steps of 1, 2 or 5 times a power of ten. */
    static Ticks values(double high, int most) {
        double rough = (high <= 0 ? 1 : high) / Math.max(1, most);
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power * 10;
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= rough * 0.999_999) {
                step = factor * power;
                break;
            }
        }
        double wanted = high <= 0 ? 1 : high;
        return new Ticks(step, Math.ceil(wanted / step * 0.999_999) * step);
    }

    /** Marks for seconds from 0 to {@code end}. */
    static Ticks time(double end, int most) {
        for (double step : TIME_STEPS) {
            if (end / step <= most) {
                return new Ticks(step, end);
            }
        }
        double days = Math.ceil(end / most / 86_400);
        return new Ticks(days * 86_400, end);
    }

    List<Double> places() {
        List<Double> places = new ArrayList<>();
        for (int i = 0; i * step <= end * 1.000_001; i++) {
            places.add(i * step);
        }
        return places;
    }
}
