package org.aiperf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.counting.CountingMethod;
import org.aiperf.architecture.counting.OperationCounts;
import org.aiperf.cli.Benchmark;
import org.aiperf.cli.BenchmarkTable;
import org.aiperf.datasets.ImageSet;
import org.aiperf.problems.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * Steps of training a small residual network: against the matrix product of the same engine, against whole epochs, and
 * beside DJL's PyTorch engine. All of them take turns, {@value #ROUNDS} rounds, each in a process of its own that sleeps
 * while another measures; each figure comes from the medians of the rounds.
 */
public final class TrainingBenchmark implements Benchmark {
    private static final int ROUNDS = 7;
    private static final int BATCH = 64;
    private static final int IMAGES = 32 * BATCH;

    @Override
    public String name() {
        return "training";
    }

    @Override
    public String measures() {
        return "a training step beside the machine's matrix product, whole epochs, and DJL's PyTorch engine";
    }

    @Override
    public Map<String, @Nullable Double> run(BenchmarkTable table) throws IOException, InvalidInputException {
        Path scratch = Files.createTempDirectory("aiperf-bench");
        try {
            ImageSet images = BenchImages.load(IMAGES);
            Measured narrow = measure("w16", "resnet14", 16, 12, images, table, scratch);
            Measured wide = measure("w32", "resnet14:32", 32, 5, images, table, scratch);
            Map<String, @Nullable Double> figures = new LinkedHashMap<>();
            figures.put("w16.shareOfPeak", narrow.shareOfPeak());
            figures.put("w32.shareOfPeak", wide.shareOfPeak());
            figures.put("epochOverStep", narrow.epochOverStep());
            figures.put("w16.timesDjlPytorch", narrow.timesPeer());
            figures.put("w32.timesDjlPytorch", wide.timesPeer());
            return figures;
        } finally {
            deleteFolder(scratch);
        }
    }

    /** Figures of one network. */
    private record Measured(
            double shareOfPeak,
            double epochOverStep,
            @Nullable Double timesPeer) {}

    private static Measured measure(
            String key, String name, int width, int steps, ImageSet images, BenchmarkTable table, Path scratch)
            throws IOException {
        List<Double> ours = new ArrayList<>();
        List<Double> epochs = new ArrayList<>();
        double peak = 0;
        int threads = Runtime.getRuntime().availableProcessors();
        try (OurProcess our = OurProcess.start(name, BATCH, IMAGES, threads, scratch);
                PyTorchPeer peer = PyTorchPeer.start(images, width, BATCH, threads, scratch, table::say)) {
            for (int round = 0; round < ROUNDS; round++) {
                peak = Math.max(peak, our.peak());
                ours.add(our.secondsOfStep(steps));
                peer.takeTurn(steps);
                epochs.add(our.secondsOfStepInEpoch());
                table.say(String.format(
                        Locale.ROOT,
                        "%s round %d of %d: a step %.1f ms, in an epoch %.1f ms, %s; matrix product %.0f GOPS",
                        key,
                        round + 1,
                        ROUNDS,
                        1000 * ours.getLast(),
                        1000 * epochs.getLast(),
                        peer.lastTurn(),
                        peak / 1e9));
            }
            double step = Median.of(ours);
            OptionalDouble peerStep = peer.secondsOfStep();
            return new Measured(
                    operationsOfStep(name, images) / step / peak,
                    step / Median.of(epochs),
                    peerStep.isPresent() ? Double.valueOf(peerStep.getAsDouble() / step) : null);
        }
    }

    private static double operationsOfStep(String name, ImageSet images) {
        Architecture network = NamedArchitectures.named(
                        name, Shape.image(images.height(), images.width(), images.channels()), images.classes())
                .orElseThrow();
        OperationCounts counts = OperationCounts.of(network, CountingMethod.CORRECTED);
        return (double) BATCH * (counts.forward() + counts.backward()) + counts.update();
    }

    private static void deleteFolder(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
