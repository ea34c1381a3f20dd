package org.aiperf.search.curves;

/**
 * When a training is stopped because its loss no longer falls: a fold over the epochs' losses, as Keras' EarlyStopping.
 *
 * @param leastGain by which a loss must be below the best to count as better
 * @param patience epochs without a better loss after which it stops
 * @param best least loss so far
 * @param waited epochs since then
 */
public record EarlyStopping(double leastGain, int patience, double best, int waited) {
    public EarlyStopping {
        if (!(leastGain >= 0) || patience < 0) {
            throw new IllegalArgumentException("gain and patience are not negative");
        }
    }

    /** Before the first epoch. */
    public static EarlyStopping start(double leastGain, int patience) {
        return new EarlyStopping(leastGain, patience, Double.POSITIVE_INFINITY, 0);
    }

    /** After another epoch with this loss of the validation data. */
    public EarlyStopping then(double loss) {
        return loss + leastGain < best
                ? new EarlyStopping(leastGain, patience, loss, 0)
                : new EarlyStopping(leastGain, patience, best, waited + 1);
    }

    /** Whether it is time. */
    public boolean isOver() {
        return waited > 0 && waited >= patience;
    }
}
