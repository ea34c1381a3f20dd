package org.aiperf.search.hyperparameters;

import java.util.random.RandomGenerator;

/** How often each of some choices, numbered from 0, was seen, and once more each as prior. */
final class CountDensity implements Density {
    private final double[] shares;

    CountDensity(int choices, double[] seen) {
        shares = new double[choices];
        double each = 1.0 / (choices + seen.length);
        for (int i = 0; i < choices; i++) {
            shares[i] = each;
        }
        for (double choice : seen) {
            shares[(int) choice] += each;
        }
    }

    @Override
    public double at(double x) {
        return shares[(int) x];
    }

    @Override
    public double draw(RandomGenerator random) {
        double left = random.nextDouble();
        for (int i = 0; i < shares.length - 1; i++) {
            left -= shares[i];
            if (left < 0) {
                return i;
            }
        }
        return shares.length - 1;
    }
}
