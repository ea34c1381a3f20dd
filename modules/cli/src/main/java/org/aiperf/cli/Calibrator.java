package org.aiperf.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.aiperf.architecture.Architecture;
import org.aiperf.benchmark.prediction.Calibration;

/**
 * Measures this machine as the embedded cluster will use it: as many processes at once as it has workers, each with the
 * threads of one. They are told to begin together and train until the last of them has its result, and leave nothing behind.
 */
final class Calibrator {
    private static final long PATIENCE_SECONDS = 20;

    private final int workers;
    private final int threads;

    /** @param workers of the run, each with so many threads */
    Calibrator(int workers, int threads) {
        this.workers = workers;
        this.threads = threads;
    }

    /**
     * Runs the processes.
     *
     * @param plan a file that was checked
     * @param networks to measure; the last ones are left out where they are slow
     * @throws IOException if one of them cannot be started or ends without a result
     */
    Calibration measure(Path plan, List<Architecture> networks) throws IOException, InterruptedException {
        Path file = Files.createTempFile("aiperf-networks", ".txt");
        List<Process> processes = new ArrayList<>();
        try {
            NetworkList.write(networks, file);
            return measure(command(plan), file, processes);
        } finally {
            processes.forEach(Process::destroyForcibly);
            Files.deleteIfExists(file);
        }
    }

    private Calibration measure(List<String> command, Path networks, List<Process> processes)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<BufferedReader> outputs = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            processes.add(process);
            outputs.add(process.inputReader(StandardCharsets.UTF_8));
        }
        for (BufferedReader output : outputs) {
            awaitReady(output);
        }
        double startSeconds = (System.nanoTime() - start) / 1e9;
        List<Writer> inputs = new ArrayList<>();
        for (Process process : processes) {
            Writer input = process.outputWriter(StandardCharsets.UTF_8);
            input.append(networks.toString()).append('\n').flush();
            inputs.add(input);
        }
        List<Calibration> found = new ArrayList<>();
        for (BufferedReader output : outputs) {
            found.add(result(output));
        }
        for (Writer input : inputs) {
            input.close();
        }
        for (Process process : processes) {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        return Calibration.together(found).startingAfter(startSeconds);
    }

    private List<String> command(Path plan) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-Duser.home=" + System.getProperty("user.home"),
                "-cp",
                System.getProperty("java.class.path"),
                CalibrationWorker.class.getName()));
        command.addAll(List.of(plan.toString(), Integer.toString(workers), Integer.toString(threads)));
        return command;
    }

    private static void awaitReady(BufferedReader output) throws IOException {
        String line = output.readLine();
        while (line != null && !line.equals(CalibrationWorker.READY)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException(
                    "this machine could not be calibrated: 'aiperf train' says why nothing can be trained");
        }
    }

    private static Calibration result(BufferedReader output) throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith("{")) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("this machine could not be calibrated: a short training broke off");
        }
        return new ObjectMapper().readValue(line, Calibration.class);
    }
}
