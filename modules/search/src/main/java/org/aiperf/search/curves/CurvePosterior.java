package org.aiperf.search.curves;

import java.util.ArrayList;
import java.util.List;

/**
 * What a learning curve will come to, with its uncertainty.
 *
 * <p><b>Idea.</b> Curves {@code y = c − a · exp(−(x / s)^0.5)} rise to a limit c. For each scale s of a grid, a and c
 * have a normal prior (means 0.5 and the best so far, deviations 0.5 and 0.25), so their posterior is normal and exact;
 * scales and noise levels are weighted by their evidence (Bishop 2006, section 3.5), and the mixture is the prediction.
 * There is no sampling.
 *
 * <p><b>Cost.</b> One 2×2 system for each scale and noise level.
 */
public final class CurvePosterior {
    private static final double[] SCALES = {0.5, 1, 2, 4, 8, 16, 32, 64};
    private static final double[] NOISES = {0.002, 0.005, 0.01, 0.02, 0.05};
    private static final double GAIN_MEAN = 0.5;
    private static final double GAIN_DEVIATION = 0.5;
    private static final double LIMIT_DEVIATION = 0.25;

    private final List<Part> parts = new ArrayList<>();

    /** One curve family's normal posterior over (c, a). */
    private record Part(
            double logEvidence, double scale, double noise, double c, double a, double cc, double ca, double aa) {
        double mean(double epoch) {
            return c - a * decay(epoch, scale);
        }

        double variance(double epoch) {
            double d = decay(epoch, scale);
            return cc - 2 * ca * d + aa * d * d + noise * noise;
        }
    }

    /** @param accuracies after epochs 1, 2, …; at least one */
    public CurvePosterior(List<Double> accuracies) {
        double best = accuracies.stream().mapToDouble(each -> each).max().orElseThrow();
        for (double scale : SCALES) {
            for (double noise : NOISES) {
                parts.add(part(accuracies, best, scale, noise));
            }
        }
    }

    /** Takes one epoch after the other in, as a Kalman filter does for a state that stands still. */
    private static Part part(List<Double> accuracies, double best, double scale, double noise) {
        double c = best;
        double a = GAIN_MEAN;
        double cc = LIMIT_DEVIATION * LIMIT_DEVIATION;
        double ca = 0;
        double aa = GAIN_DEVIATION * GAIN_DEVIATION;
        double logEvidence = 0;
        for (int i = 0; i < accuracies.size(); i++) {
            double d = decay(i + 1, scale);
            double ofC = cc - ca * d;
            double ofA = ca - aa * d;
            double variance = ofC - d * ofA + noise * noise;
            double error = accuracies.get(i) - (c - a * d);
            logEvidence -= 0.5 * (Math.log(2 * Math.PI * variance) + error * error / variance);
            c += ofC / variance * error;
            a += ofA / variance * error;
            cc -= ofC * ofC / variance;
            ca -= ofC * ofA / variance;
            aa -= ofA * ofA / variance;
        }
        return new Part(logEvidence, scale, noise, c, a, cc, ca, aa);
    }

    private static double decay(double epoch, double scale) {
        return Math.exp(-Math.sqrt(epoch / scale));
    }

    private double weight(Part part) {
        double most = parts.stream().mapToDouble(Part::logEvidence).max().orElseThrow();
        double all = parts.stream()
                .mapToDouble(each -> Math.exp(each.logEvidence - most))
                .sum();
        return Math.exp(part.logEvidence - most) / all;
    }

    /** The mean of the accuracy measured after an epoch. */
    public double mean(double epoch) {
        return parts.stream()
                .mapToDouble(part -> weight(part) * part.mean(epoch))
                .sum();
    }

    /** The standard deviation of the accuracy measured after an epoch. */
    public double deviation(double epoch) {
        double mean = mean(epoch);
        return Math.sqrt(parts.stream()
                .mapToDouble(part -> {
                    double off = part.mean(epoch) - mean;
                    return weight(part) * (part.variance(epoch) + off * off);
                })
                .sum());
    }
}
