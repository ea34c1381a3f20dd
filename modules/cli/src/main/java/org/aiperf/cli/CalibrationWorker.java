package org.aiperf.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.counting.CountingMethod;
import org.aiperf.architecture.counting.OperationCounts;
import org.aiperf.benchmark.CheckedPlan;
import org.aiperf.benchmark.plan.TrainingSettings;
import org.aiperf.benchmark.prediction.Calibration;
import org.aiperf.benchmark.prediction.Forecast;
import org.aiperf.benchmark.prediction.Speed.Measurement;
import org.aiperf.datasets.ImageSet;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;
import org.aiperf.training.InitialWeights;
import org.aiperf.training.Network;
import org.aiperf.training.TensorFlowEngine;
import org.aiperf.training.Trainer;
import org.aiperf.training.TrainingListener;
import org.aiperf.training.TrainingOptions;
import org.aiperf.training.TrainingResult;

/**
 * A process that stands for one worker of a run: it says {@link #READY} when it could train, waits for a line, and then
 * trains and evaluates likely networks of the plan for a moment each. Its last line of output is a {@link Calibration}.
 */
final class CalibrationWorker {
    static final String READY = "ready";

    private static final double SECONDS_OF_TRAINING = 1.0;
    private static final int FEWEST_BATCHES = 4;
    private static final int EVALUATED = 250;

    private final TrainingSettings settings;
    private final ImageSet train;
    private final ImageSet test;
    private final Path scratch;
    private final List<Measurement> training = new ArrayList<>();
    private final List<Measurement> evaluation = new ArrayList<>();

    private CalibrationWorker(TrainingSettings settings, ImageSet train, ImageSet test, Path scratch) {
        this.settings = settings;
        this.train = train;
        this.test = test;
        this.scratch = scratch;
    }

    /** Arguments: the plan file, the number of workers of the run, the threads of one. */
    public static void main(String[] arguments) throws IOException, InterruptedException, InvalidInputException {
        Problems problems = new Problems();
        CheckedPlan checked = CheckedPlan.read(Path.of(arguments[0]), problems)
                .orElseThrow(() -> new InvalidInputException(problems.list()));
        TensorFlowEngine.start(Integer.parseInt(arguments[2]));
        Path scratch = Files.createTempDirectory("aiperf-calibration");
        try {
            CalibrationWorker worker = new CalibrationWorker(
                    checked.plan().training(),
                    ImageSet.of(checked.task().openTrain()),
                    ImageSet.of(checked.task().openTest()),
                    scratch);
            worker.openOnce(checked.initial());
            System.out.println(READY);
            if (System.in.read() >= 0) {
                for (Architecture network : new Forecast(checked, Integer.parseInt(arguments[1])).toMeasure()) {
                    worker.measure(network);
                }
                Calibration found = new Calibration(0, worker.training, worker.evaluation);
                System.out.println(new ObjectMapper().writeValueAsString(found));
            }
        } finally {
            Files.deleteIfExists(scratch);
        }
    }

    private void openOnce(Architecture architecture) throws IOException {
        Network.open(architecture, InitialWeights.of(architecture, 1), options(), scratch)
                .close();
    }

    /** The first steps prepare the engine; they are not measured, but tell how many take the time that is wanted. */
    private void measure(Architecture architecture) throws IOException, InterruptedException {
        ImageSet few = train.slice(0, Math.min(train.size(), 2 * settings.batchSize()));
        ImageSet tested = test.slice(0, Math.min(test.size(), EVALUATED));
        try (Network network = Network.open(architecture, InitialWeights.of(architecture, 1), options(), scratch)) {
            Trainer.train(network, options(), few, tested, new TrainingListener() {});
            double perImage = train(network, few, tested);
            double wanted = Math.max((double) FEWEST_BATCHES * settings.batchSize(), SECONDS_OF_TRAINING / perImage);
            double seconds = train(network, train.slice(0, (int) Math.min(train.size(), wanted)), tested);
            OperationCounts counts = OperationCounts.of(architecture, CountingMethod.CORRECTED);
            double update = (double) counts.update() / settings.batchSize();
            training.add(new Measurement((double) counts.forward() + counts.backward() + update, seconds));
            evaluation.add(new Measurement((double) counts.evaluate(), evaluate(network, tested)));
        }
    }

    /** Seconds for a training image, with all that the run's own trainer does for it. */
    private double train(Network network, ImageSet images, ImageSet tested) throws InterruptedException {
        TrainingResult result = Trainer.train(network, options(), images, tested, new TrainingListener() {});
        double evaluating = tested.size() * evaluate(network, tested);
        return Math.max(result.seconds() - evaluating, 1e-9) / result.trainedImages();
    }

    private static double evaluate(Network network, ImageSet tested) {
        long start = System.nanoTime();
        network.evaluate(tested);
        return (System.nanoTime() - start) / 1e9 / tested.size();
    }

    private TrainingOptions options() {
        return TrainingOptions.defaults(1, 1)
                .withBatchSize(settings.batchSize())
                .withShift(settings.shift())
                .withFlip(settings.flip());
    }
}
