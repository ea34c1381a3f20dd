package org.aiperf.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.counting.CountingMethod;
import org.aiperf.architecture.counting.OperationCounts;
import org.aiperf.benchmark.CheckedPlan;
import org.aiperf.benchmark.plan.TrainingSettings;
import org.aiperf.benchmark.prediction.Calibration;
import org.aiperf.benchmark.prediction.Speed.Measurement;
import org.aiperf.benchmark.prediction.Work;
import org.aiperf.datasets.ImageSet;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;
import org.aiperf.training.EpochResult;
import org.aiperf.training.InitialWeights;
import org.aiperf.training.Network;
import org.aiperf.training.TensorFlowEngine;
import org.aiperf.training.Trainer;
import org.aiperf.training.TrainingListener;
import org.aiperf.training.TrainingOptions;
import org.aiperf.training.TrainingResult;

/**
 * A process that stands for one worker of a run: it says {@link #READY} when it could train, waits for a line with a file
 * of networks, and then trains and evaluates each of them for a moment. It prints a {@link Calibration} and goes on
 * training until its input ends, so that the other workers are measured beside it to their end.
 */
final class CalibrationWorker {
    static final String READY = "ready";

    /** The first seconds of a process also translate its program. */
    private static final double SECONDS_OF_WARMING = 2;

    private static final double SECONDS_OF_TRAINING = 1.2;
    /** Networks that are left when so much has passed are not measured; one always is. */
    private static final double SECONDS_OF_ALL = 18;

    private static final int FEWEST_BATCHES = 2;
    private static final int EVALUATED = 1_000;

    private final TrainingSettings settings;
    private final ImageSet train;
    private final ImageSet test;
    private final double shareOfOpening;
    private final Path scratch;
    private final TrainingListener untilEnd;
    private final List<Measurement> training = new ArrayList<>();
    private final List<Measurement> evaluation = new ArrayList<>();
    private final List<Calibration.Opening> opening = new ArrayList<>();

    /**
     * @param shareOfOpening what a second in which a network is built takes from the trainings: 1 where they use every
     *     core
     * @param over opens when there is nothing to measure any more
     */
    private CalibrationWorker(
            TrainingSettings settings,
            ImageSet train,
            ImageSet test,
            double shareOfOpening,
            Path scratch,
            CountDownLatch over) {
        this.settings = settings;
        this.train = train;
        this.test = test;
        this.shareOfOpening = shareOfOpening;
        this.scratch = scratch;
        this.untilEnd = new TrainingListener() {
            @Override
            public boolean stopRequested() {
                return over.getCount() == 0;
            }
        };
    }

    /** Arguments: the plan file, the number of workers of the run, the threads of one. */
    public static void main(String[] arguments) throws IOException, InterruptedException, InvalidInputException {
        Problems problems = new Problems();
        CheckedPlan checked = CheckedPlan.read(Path.of(arguments[0]), problems)
                .orElseThrow(() -> new InvalidInputException(problems.list()));
        int workers = Integer.parseInt(arguments[1]);
        int threads = Integer.parseInt(arguments[2]);
        TensorFlowEngine.start(threads);
        Path scratch = Files.createTempDirectory("aiperf-calibration");
        try {
            CountDownLatch over = new CountDownLatch(1);
            double busy = (double) workers * threads / Runtime.getRuntime().availableProcessors();
            CalibrationWorker worker = new CalibrationWorker(
                    checked.plan().training(),
                    ImageSet.of(checked.task().openTrain()),
                    ImageSet.of(checked.task().openTest()),
                    Math.min(1, busy),
                    scratch,
                    over);
            worker.openOnce(checked.initial());
            System.out.println(READY);
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String file = input.readLine();
            if (file != null) {
                Thread.ofPlatform().daemon().start(() -> awaitEnd(input, over));
                worker.measure(NetworkList.read(Path.of(file)));
                worker.goOn(checked.initial());
            }
        } finally {
            Files.deleteIfExists(scratch);
        }
    }

    private static void awaitEnd(BufferedReader input, CountDownLatch over) {
        try {
            while (input.readLine() != null) {
                // Nothing more is said; only the end counts.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            over.countDown();
        }
    }

    private void openOnce(Architecture architecture) throws IOException {
        open(architecture).close();
    }

    private Network open(Architecture architecture) throws IOException {
        return Network.open(architecture, InitialWeights.of(architecture, 1), options(1), scratch);
    }

    private void measure(List<Architecture> networks) throws IOException, InterruptedException {
        long began = System.nanoTime();
        warmUp(networks.getFirst());
        for (Architecture network : networks) {
            if (training.isEmpty() || secondsSince(began) < SECONDS_OF_ALL) {
                measure(network);
            }
        }
        System.out.println(new ObjectMapper().writeValueAsString(new Calibration(0, training, evaluation, opening)));
    }

    private void warmUp(Architecture architecture) throws IOException, InterruptedException {
        long began = System.nanoTime();
        try (Network network = open(architecture)) {
            while (secondsSince(began) < SECONDS_OF_WARMING) {
                epoch(network, FEWEST_BATCHES * settings.batchSize());
            }
        }
    }

    /** The first epoch tells what the network costs at first, the second how many images take the time that is wanted. */
    private void measure(Architecture architecture) throws IOException, InterruptedException {
        long began = System.nanoTime();
        try (Network network = open(architecture)) {
            double openSeconds = secondsSince(began);
            int few = FEWEST_BATCHES * settings.batchSize();
            EpochSeconds first = epoch(network, few);
            EpochSeconds second = epoch(network, few);
            int wanted = (int) Math.max(few, Math.min(Integer.MAX_VALUE, SECONDS_OF_TRAINING / second.perImage()));
            EpochSeconds steady = epoch(network, wanted);
            OperationCounts counts = OperationCounts.of(architecture, CountingMethod.CORRECTED);
            training.add(
                    new Measurement(Work.ofTraining(architecture, counts, settings.batchSize()), steady.perImage()));
            evaluation.add(new Measurement(Work.ofEvaluation(architecture, counts), steady.perTestImage()));
            double atFirst = Math.max(0, first.seconds() - first.steady(steady));
            opening.add(new Calibration.Opening(architecture.layers().size(), shareOfOpening * openSeconds + atFirst));
        }
    }

    /** Trains what another worker may be measured beside. */
    private void goOn(Architecture architecture) throws IOException, InterruptedException {
        try (Network network = open(architecture)) {
            while (!untilEnd.stopRequested()) {
                Trainer.train(network, options(1), train, test, untilEnd);
            }
        }
    }

    /**
     * What an epoch took, in seconds, with all that the run's own trainer does for it.
     *
     * @param evaluatedAtStart the test images before it
     */
    private record EpochSeconds(
            double evaluatedAtStart, double trained, double evaluated, long images, int testImages) {
        double perImage() {
            return trained / images;
        }

        double perTestImage() {
            return evaluated / testImages;
        }

        double seconds() {
            return evaluatedAtStart + trained + evaluated;
        }

        /** What it would have taken at the speed of another. */
        double steady(EpochSeconds other) {
            return 2 * testImages * other.perTestImage() + images * other.perImage();
        }
    }

    private EpochSeconds epoch(Network network, int images) throws InterruptedException {
        ImageSet trained = train.slice(0, Math.min(train.size(), images));
        ImageSet tested = test.slice(0, Math.min(test.size(), EVALUATED));
        int epochs = Math.max(1, images / trained.size());
        long began = System.nanoTime();
        TrainingResult result = Trainer.train(network, options(epochs), trained, tested, TrainingListener.NONE);
        double all = secondsSince(began);
        double trainSeconds = 0;
        double seconds = 0;
        for (EpochResult epoch : result.epochs()) {
            trainSeconds += epoch.trainSeconds();
            seconds += epoch.seconds();
        }
        return new EpochSeconds(
                all - seconds, trainSeconds, (seconds - trainSeconds) / epochs, result.trainedImages(), tested.size());
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private TrainingOptions options(int epochs) {
        return TrainingOptions.defaults(epochs, 1)
                .withBatchSize(settings.batchSize())
                .withShift(settings.shift())
                .withFlip(settings.flip());
    }
}
