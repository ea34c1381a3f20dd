package org.aiperf.benchmark.prediction;

import java.util.List;
import org.aiperf.benchmark.prediction.Speed.Measurement;

/**
 * What short trainings on the hardware showed, with as many workers at once as the run has.
 *
 * @param startSeconds from the start of a worker's process to its first step
 * @param training measurements with the corrected operations of a training step, per image
 * @param evaluation likewise of an evaluation
 */
public record Calibration(double startSeconds, List<Measurement> training, List<Measurement> evaluation) {

    public Calibration {
        training = List.copyOf(training);
        evaluation = List.copyOf(evaluation);
    }

    /** What workers that were calibrated together showed; the run's first trial waits for the slowest to start. */
    public static Calibration together(List<Calibration> workers) {
        return new Calibration(
                workers.stream().mapToDouble(Calibration::startSeconds).max().orElse(0),
                workers.stream().flatMap(worker -> worker.training.stream()).toList(),
                workers.stream().flatMap(worker -> worker.evaluation.stream()).toList());
    }

    /** The same with its start known from elsewhere. */
    public Calibration startingAfter(double seconds) {
        return new Calibration(seconds, training, evaluation);
    }
}
