package org.aiperf.benchmark.prediction;

import java.util.List;
import org.aiperf.benchmark.prediction.Speed.Measurement;

/**
 * What short trainings on the hardware showed, with as many workers at once as the run has.
 *
 * @param startSeconds from the start of a worker's process to its first step
 * @param training of likely networks, per image
 * @param evaluation likewise
 * @param opening what a network costs before its first step runs at full speed: it is built and opened, and its first
 *     calls are slower
 */
public record Calibration(
        double startSeconds, List<Measurement> training, List<Measurement> evaluation, List<Opening> opening) {

    /**
     * What a network cost once.
     *
     * @param layers of the network
     */
    public record Opening(int layers, double seconds) {}

    public Calibration {
        training = List.copyOf(training);
        evaluation = List.copyOf(evaluation);
        opening = List.copyOf(opening);
    }

    /** What workers that were calibrated together showed; the run's first trial waits for the slowest to start. */
    public static Calibration together(List<Calibration> workers) {
        return new Calibration(
                workers.stream().mapToDouble(Calibration::startSeconds).max().orElse(0),
                workers.stream().flatMap(worker -> worker.training.stream()).toList(),
                workers.stream().flatMap(worker -> worker.evaluation.stream()).toList(),
                workers.stream().flatMap(worker -> worker.opening.stream()).toList());
    }

    /** The same with its start known from elsewhere. */
    public Calibration startingAfter(double seconds) {
        return new Calibration(seconds, training, evaluation, opening);
    }

    /** What a layer adds to the opening of a network, in seconds. */
    double openingPerLayer() {
        double seconds = opening.stream().mapToDouble(Opening::seconds).sum();
        double layers = opening.stream().mapToDouble(Opening::layers).sum();
        return layers == 0 ? 0 : seconds / layers;
    }
}
