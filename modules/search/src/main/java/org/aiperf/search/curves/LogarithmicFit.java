package org.aiperf.search.curves;

import java.util.List;

/**
 * The curve {@code y = a · log2(x + b) + c} of least squared error.
 *
 * <p>For a given b the best a and c follow from linear regression, so only b is searched: on a grid of its logarithm,
 * then by golden section between the grid's neighbours of the best.
 *
 * @param rootMeanSquare of the errors at the points that it was fitted to
 */
public record LogarithmicFit(double a, double b, double c, double rootMeanSquare) {
    private static final double LEAST_SHIFT = 1e-3;
    private static final double MOST_SHIFT = 1e4;
    private static final int GRID = 71;
    private static final int SECTIONS = 60;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** A point of a learning curve: accuracy from 0 to 1 after so many epochs. */
    public record Point(double epoch, double accuracy) {}

    /** @throws IllegalArgumentException if there are fewer than three points */
    public static LogarithmicFit of(List<Point> points) {
        if (points.size() < 3) {
            throw new IllegalArgumentException("a curve of three parameters needs three points, not " + points.size());
        }
        double step = Math.log(MOST_SHIFT / LEAST_SHIFT) / (GRID - 1);
        double best = Math.log(LEAST_SHIFT);
        for (int i = 1; i < GRID; i++) {
            double log = Math.log(LEAST_SHIFT) + i * step;
            best = at(points, log).rootMeanSquare < at(points, best).rootMeanSquare ? log : best;
        }
        double low = Math.max(best - step, Math.log(LEAST_SHIFT));
        double high = Math.min(best + step, Math.log(MOST_SHIFT));
        for (int i = 0; i < SECTIONS; i++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (at(points, left).rootMeanSquare <= at(points, right).rootMeanSquare) {
                high = right;
            } else {
                low = left;
            }
        }
        return at(points, (low + high) / 2);
    }

    private static LogarithmicFit at(List<Point> points, double logShift) {
        double b = Math.exp(logShift);
        double meanX = 0;
        double meanY = 0;
        for (Point point : points) {
            meanX += log2(point.epoch + b) / points.size();
            meanY += point.accuracy / points.size();
        }
        double products = 0;
        double squares = 0;
        for (Point point : points) {
            double x = log2(point.epoch + b) - meanX;
            products += x * (point.accuracy - meanY);
            squares += x * x;
        }
        double a = squares == 0 ? 0 : products / squares;
        double c = meanY - a * meanX;
        double errors = 0;
        for (Point point : points) {
            double error = a * log2(point.epoch + b) + c - point.accuracy;
            errors += error * error;
        }
        return new LogarithmicFit(a, b, c, Math.sqrt(errors / points.size()));
    }

    /** The curve at an epoch. */
    public double at(double epoch) {
        return a * log2(epoch + b) + c;
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }
}
