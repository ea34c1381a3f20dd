package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.counting.CountingMethod;
import org.aiperf.architecture.counting.OperationCounts;
import org.aiperf.benchmark.Cost;
import org.aiperf.benchmark.Task;
import org.aiperf.datasets.ImageSource;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;
import org.aiperf.training.EpochResult;
import org.aiperf.training.InitialWeights;
import org.aiperf.training.MatrixPeak;
import org.aiperf.training.Network;
import org.aiperf.training.TensorFlowEngine;
import org.aiperf.training.Trainer;
import org.aiperf.training.TrainingListener;
import org.aiperf.training.TrainingOptions;
import org.aiperf.training.TrainingOutcome;
import org.aiperf.training.TrainingResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "train", description = "Trains one architecture on this machine.")
final class TrainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--architecture",
            required = true,
            paramLabel = "FILE|NAME",
            description = "cnn, resnet14, resnet14:32, …, or a file.")
    private String architecture = "";

    @Option(names = "--data", required = true, paramLabel = "SPEC", description = "shapes#0-4000, idx:DIR/PREFIX, …")
    private String data = "";

    @Option(names = "--test", required = true, paramLabel = "SPEC", description = "Likewise, to test on.")
    private String test = "";

    @Option(names = "--epochs", paramLabel = "N", description = "Default: 6.")
    private int epochs = 6;

    @Option(names = "--batch", paramLabel = "B", description = "Default: 64.")
    private int batch = 64;

    @Option(names = "--seed", paramLabel = "S", description = "Default: 1.")
    private long seed = 1;

    TrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidInputException, IOException, InterruptedException {
        Problems problems = new Problems();
        OptionRange.require("--epochs", epochs, 10_000, problems);
        OptionRange.require("--batch", batch, 65_536, problems);
        Optional<Task> task = Task.of(data, test, problems);
        Optional<Architecture> network = task.flatMap(known -> known.architecture(architecture, problems));
        problems.throwIfAny();
        return train(task.orElseThrow(), network.orElseThrow());
    }

    private int train(Task task, Architecture network) throws InvalidInputException, IOException, InterruptedException {
        ImageSource trainSet = task.openTrain();
        ImageSource testSet = task.openTest();
        TensorFlowEngine.start(Runtime.getRuntime().availableProcessors());
        TrainingOptions options = TrainingOptions.defaults(epochs, seed).withBatchSize(batch);
        Path scratch = Files.createTempDirectory("aiperf-train");
        TrainingResult result;
        double peak;
        try (Network open = Network.open(network, InitialWeights.of(network, seed), options, scratch)) {
            result = Trainer.train(open, options, trainSet, testSet, new Progress());
            peak = MatrixPeak.measure(scratch);
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof InvalidInputException invalid) {
                throw invalid;
            }
            throw e;
        } finally {
            Files.deleteIfExists(scratch);
        }
        if (result.outcome() instanceof TrainingOutcome.Diverged diverged) {
            terminal.say("aiperf: the training went wrong: " + diverged.reason() + "; try a smaller network or batch");
            terminal.failure(Map.of("error", diverged.reason()));
            return ExitCode.FAILED;
        }
        Trained trained = Trained.of(network, result, peak);
        terminal.result(trained.fields(), trained.text());
        return ExitCode.DONE;
    }

    /** The result, in operations per second and seconds. */
    private record Trained(
            EpochResult last, int epochs, double seconds, double operations, double perSecond, double peak) {

        static Trained of(Architecture network, TrainingResult result, double peak) {
            OperationCounts counts = OperationCounts.of(network, CountingMethod.CORRECTED);
            Cost cost = new Cost(counts.forward(), counts.backward(), counts.evaluate(), counts.update());
            double operations = cost.of(result.trainedImages(), result.steps(), result.evaluatedImages());
            return new Trained(
                    result.lastEpoch().orElseThrow(),
                    result.epochs().size(),
                    result.seconds(),
                    operations,
                    operations / result.seconds(),
                    peak);
        }

        Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("accuracy", last.testAccuracy());
            fields.put("loss", last.testLoss());
            fields.put("epochs", epochs);
            fields.put("seconds", seconds);
            fields.put("operations", operations);
            fields.put("operationsPerSecond", perSecond);
            fields.put("peakOperationsPerSecond", peak);
            fields.put("shareOfPeak", perSecond / peak);
            return fields;
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    "accuracy %.4f, loss %.4f, %.1f s, %s: %s of this machine's matrix product (%s)",
                    last.testAccuracy(),
                    last.testLoss(),
                    seconds,
                    Figures.si(perSecond, "OPS"),
                    Figures.percent(perSecond / peak),
                    Figures.si(peak, "OPS"));
        }
    }

    private final class Progress implements TrainingListener {
        @Override
        public void epochFinished(EpochResult epoch) {
            terminal.say(String.format(
                    Locale.ROOT,
                    "epoch %d of %d: accuracy %.4f, test loss %.4f, train loss %.4f, %.1f s",
                    epoch.epoch(),
                    epochs,
                    epoch.testAccuracy(),
                    epoch.testLoss(),
                    epoch.trainLoss(),
                    epoch.seconds()));
        }
    }
}
