package org.aiperf.benchmark.prediction;

import java.util.List;

/**
 * How long an image takes in a network of so many operations: {@code secondsPerImage + secondsPerOperation · operations}.
 * Both are at least 0.
 */
public record Speed(double secondsPerImage, double secondsPerOperation) {

    /**
     * What one network showed.
     *
     * @param operations per image
     * @param seconds per image, above 0
     */
    public record Measurement(double operations, double seconds) {}

    /**
     * The line through the measurements whose relative errors have the least sum of squares. Where it would cross 0
     * above 0 operations, it is the best one through 0; where it would fall, the mean.
     *
     * @param measurements at least one
     */
    public static Speed of(List<Measurement> measurements) {
        double n = 0;
        double x = 0;
        double xx = 0;
        double y = 0;
        double xy = 0;
        for (Measurement measured : measurements) {
            double weight = 1 / (measured.seconds() * measured.seconds());
            n += weight;
            x += weight * measured.operations();
            xx += weight * measured.operations() * measured.operations();
            y += weight * measured.seconds();
            xy += weight * measured.operations() * measured.seconds();
        }
        double determinant = n * xx - x * x;
        boolean isOnePoint = determinant <= 1e-9 * n * xx;
        double slope = isOnePoint ? xy / xx : (n * xy - x * y) / determinant;
        double base = isOnePoint ? 0 : (y - slope * x) / n;
        if (slope < 0) {
            return new Speed(y / n, 0);
        }
        return base < 0 ? new Speed(0, xy / xx) : new Speed(base, slope);
    }

    /** Seconds for an image. */
    public double seconds(double operations) {
        return secondsPerImage + secondsPerOperation * operations;
    }
}
