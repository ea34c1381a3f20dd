package org.aiperf.search.curves;

import java.util.ArrayList;
import java.util.List;

/**
 * What the reference reports to its search in place of the measured accuracy.
 *
 * @param anchor a point that every curve is made to pass near
 * @param target epoch of the prediction
 * @param margin root mean square errors that are taken off it
 * @param fromEpochs epochs from which on it is made
 * @param belowEpochs epochs from which on it is not made any more
 */
public record ReferencePrediction(
        LogarithmicFit.Point anchor, double target, double margin, int fromEpochs, int belowEpochs) {

    /** The metric of a training with these accuracies after epochs 1, 2, …; at least the best of them; 0 for none. */
    public double metric(List<Double> accuracies) {
        double best = accuracies.stream().mapToDouble(a -> a).max().orElse(0);
        if (accuracies.size() < fromEpochs || accuracies.size() >= belowEpochs) {
            return best;
        }
        List<LogarithmicFit.Point> points = new ArrayList<>();
        for (int i = 0; i < accuracies.size(); i++) {
            points.add(new LogarithmicFit.Point(i + 1, accuracies.get(i)));
        }
        points.add(anchor);
        LogarithmicFit fit = LogarithmicFit.of(points);
        double predicted = fit.at(target) - margin * fit.rootMeanSquare();
        return predicted < best || predicted > 1 ? best : predicted;
    }
}
