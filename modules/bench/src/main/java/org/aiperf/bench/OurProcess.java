package org.aiperf.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.aiperf.bench.process.MeasuringProcess;

/** {@link OurTraining} in a process of its own, with the class path of this one. */
final class OurProcess implements AutoCloseable {
    private static final int WARM_UPS = 10;

    private final MeasuringProcess process;

    private OurProcess(MeasuringProcess process) {
        this.process = process;
    }

    static OurProcess start(String network, int batch, int images, int threads, Path scratch) throws IOException {
        List<Path> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        MeasuringProcess process = MeasuringProcess.start(
                classPath,
                List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=error"),
                Map.of(),
                OurTraining.class.getName(),
                List.of(
                        network,
                        Integer.toString(batch),
                        Integer.toString(images),
                        Integer.toString(threads),
                        scratch.toString()),
                scratch);
        try {
            process.measure("steps", WARM_UPS);
        } catch (IOException e) {
            process.close();
            throw new IOException("our training cannot be measured: " + e.getMessage(), e);
        }
        return new OurProcess(process);
    }

    /** Operations per second of the best of some matrix products. */
    double peak() throws IOException {
        return process.measure("peak", 1)[0];
    }

    double secondsOfStep(int steps) throws IOException {
        return Median.of(process.measure("steps", steps));
    }

    /** Of one epoch: its wall time, without the evaluation, over its steps. */
    double secondsOfStepInEpoch() throws IOException {
        return process.measure("epochs", 1)[0];
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
