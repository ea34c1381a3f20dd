package org.aiperf.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.Shape;
import org.aiperf.bench.process.MeasuringProgram;
import org.aiperf.datasets.ImageSet;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.training.Batch;
import org.aiperf.training.InitialWeights;
import org.aiperf.training.MatrixPeak;
import org.aiperf.training.Network;
import org.aiperf.training.TensorFlowEngine;
import org.aiperf.training.Trainer;
import org.aiperf.training.TrainingListener;
import org.aiperf.training.TrainingOptions;
import org.aiperf.training.TrainingResult;

/**
 * Our training, to be measured: {@code steps} one by one over images that lie ready, whole {@code epochs} with their
 * pipeline and augmentation (the steps and the waits between them, without the evaluation), and the {@code peak} of a
 * matrix product in the same engine.
 */
final class OurTraining {
    private static final float LEARNING_RATE = 0.01f;
    private static final int TEST_IMAGES = 64;

    private final Network network;
    private final ImageSet train;
    private final ImageSet test;
    private final TrainingOptions options;
    private final List<Batch> batches = new ArrayList<>();
    private final Path scratch;
    private int at;

    private OurTraining(Network network, ImageSet images, TrainingOptions options, Path scratch) {
        this.network = network;
        this.options = options;
        this.scratch = scratch;
        train = images;
        test = images.slice(0, TEST_IMAGES);
        for (int from = 0; from + options.batchSize() <= images.size(); from += options.batchSize()) {
            batches.add(Batch.of(images, from, from + options.batchSize()));
        }
    }

    /** Arguments: the network's name, the batch size, how many images, the threads, an existing folder. */
    public static void main(String[] arguments) throws IOException, InterruptedException, InvalidInputException {
        TensorFlowEngine.start(Integer.parseInt(arguments[3]));
        ImageSet images = BenchImages.load(Integer.parseInt(arguments[2]));
        Architecture resnet = NamedArchitectures.named(
                        arguments[0], Shape.image(images.height(), images.width(), images.channels()), images.classes())
                .orElseThrow();
        TrainingOptions options = TrainingOptions.defaults(1, 1)
                .withBatchSize(Integer.parseInt(arguments[1]))
                .withLearningRate(LEARNING_RATE)
                .withFlip(true);
        Path scratch = Path.of(arguments[4]);
        try (Network network = Network.open(resnet, InitialWeights.of(resnet, 1), options, scratch)) {
            OurTraining training = new OurTraining(network, images, options, scratch);
            MeasuringProgram.serve(training::measure);
        }
    }

    private double[] measure(String what, int times) throws IOException, InterruptedException {
        double[] measured = new double[times];
        for (int i = 0; i < times; i++) {
            measured[i] = switch (what) {
                case "steps" -> step();
                case "epochs" -> epoch();
                case "peak" -> MatrixPeak.measure(scratch);
                default -> throw new IllegalArgumentException(what);
            };
        }
        return measured;
    }

    /** Seconds. */
    private double step() {
        Batch batch = batches.get(at);
        at = (at + 1) % batches.size();
        long began = System.nanoTime();
        float loss = network.step(batch, LEARNING_RATE);
        double seconds = (System.nanoTime() - began) / 1e9;
        if (!Float.isFinite(loss)) {
            throw new IllegalStateException("the loss became " + loss);
        }
        return seconds;
    }

    /** Seconds for each step of an epoch, waits included. */
    private double epoch() throws InterruptedException {
        TrainingResult result = Trainer.train(network, options, train, test, TrainingListener.NONE);
        return result.lastEpoch().orElseThrow().trainSeconds() / result.steps();
    }
}
