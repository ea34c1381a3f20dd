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
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aiperf.bench.process.MeasuringProcess;
import org.aiperf.bench.pytorch.ImageFile;
import org.aiperf.bench.pytorch.PyTorchTraining;
import org.aiperf.datasets.ImageSet;

/**
 * Training with DJL's PyTorch engine, twice: with threads that spin while they wait, as OpenMP does by itself, and with
 * threads that sleep. Which is faster depends on the machine's load; the better one counts.
 */
final class PyTorchPeer implements AutoCloseable {
    private static final int WARM_UPS = 10;

    /** One way to wait, and the median step of each of its turns in seconds. */
    private record Variant(String name, MeasuringProcess process, List<Double> seconds) {}

    private final List<Variant> variants = new ArrayList<>();

    private PyTorchPeer() {}

    /** Starts both; without them, after saying why, if they cannot run here. */
    static PyTorchPeer start(
            ImageSet images, int width, int batch, int threads, Path scratch, Consumer<String> progress)
            throws IOException {
        PyTorchPeer peer = new PyTorchPeer();
        Path folder = Path.of(System.getProperty("aiperf.stage", "."), "peers", "djl-pytorch");
        if (!Files.isDirectory(folder)) {
            progress.accept(
                    "DJL's PyTorch engine is not measured: " + folder + " is missing; start with ./aiperf bench");
            return peer;
        }
        Path file = scratch.resolve("images.bin");
        write(images, file);
        try {
            peer.start("waiting by spinning", Map.of(), folder, file, width, batch, threads, scratch);
            peer.start(
                    "waiting asleep",
                    Map.of("OMP_WAIT_POLICY", "PASSIVE"),
                    folder,
                    file,
                    width,
                    batch,
                    threads,
                    scratch);
        } catch (IOException e) {
            progress.accept("DJL's PyTorch engine cannot run here: " + e.getMessage());
            peer.close();
            peer.variants.clear();
        }
        return peer;
    }

    private static void write(ImageSet images, Path file) throws IOException {
        int[] labels = new int[images.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = images.label(i);
        }
        ImageFile.write(
                file, images.pixels(), labels, images.classes(), images.height(), images.width(), images.channels());
    }

    private void start(
            String name,
            Map<String, String> environment,
            Path folder,
            Path images,
            int width,
            int batch,
            int threads,
            Path scratch)
            throws IOException {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put("OMP_NUM_THREADS", Integer.toString(threads));
        MeasuringProcess process = MeasuringProcess.start(
                jars(folder),
                List.of(
                        "-Dai.djl.offline=true",
                        "-DOPT_OUT_TRACKING=true",
                        "-DENGINE_CACHE_DIR=" + folder.resolve("cache"),
                        "-Dai.djl.pytorch.num_threads=" + threads),
                all,
                PyTorchTraining.class.getName(),
                List.of(images.toString(), Integer.toString(width), Integer.toString(batch)),
                scratch);
        variants.add(new Variant(name, process, new ArrayList<>()));
        process.measure("steps", WARM_UPS);
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /** Lets each do some steps. */
    void takeTurn(int steps) throws IOException {
        for (Variant variant : variants) {
            variant.seconds().add(Median.of(variant.process().measure("steps", steps)));
        }
    }

    /** What the last turn measured, for people. */
    String lastTurn() {
        return variants.isEmpty()
                ? "no peer"
                : variants.stream()
                        .map(variant -> String.format(
                                Locale.ROOT,
                                "PyTorch %s %.1f ms",
                                variant.name(),
                                1000 * variant.seconds().getLast()))
                        .collect(Collectors.joining(", "));
    }

    /** The median of the better variant; empty if the peer cannot run here. */
    OptionalDouble secondsOfStep() {
        return variants.stream()
                .mapToDouble(variant -> Median.of(variant.seconds()))
                .min();
    }

    @Override
    public void close() throws IOException {
        for (Variant variant : variants) {
            variant.process().close();
        }
    }
}
