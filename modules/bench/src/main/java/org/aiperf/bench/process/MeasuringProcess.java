package org.aiperf.bench.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The outer end: a JVM that measures when it is asked to. */
public final class MeasuringProcess implements AutoCloseable {
    private static final long SECONDS_TO_END = 10;

    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;
    private final Path errors;

    private MeasuringProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        questions = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts a main class that calls {@link MeasuringProgram#serve}.
     *
     * @param classPath of the new JVM, and nothing else
     * @param properties system properties and other options of the JVM
     * @param environment variables besides those of this process
     * @param scratch an existing folder for what it says on standard error
     */
    public static MeasuringProcess start(
            List<Path> classPath,
            List<String> properties,
            Map<String, String> environment,
            String mainClass,
            List<String> arguments,
            Path scratch)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(properties);
        command.add("-cp");
        command.add(String.join(
                File.pathSeparator, classPath.stream().map(Path::toString).toList()));
        command.add(mainClass);
        command.addAll(arguments);
        Path errors = Files.createTempFile(scratch, "errors", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        return new MeasuringProcess(builder.start(), errors);
    }

    /**
     * Asks and waits for the answer.
     *
     * @param what to measure, one word
     * @param times how often
     * @throws IOException if the process has ended; the message says what it last wrote to standard error
     */
    public double[] measure(String what, int times) throws IOException {
        try {
            questions.write(what + " " + times + "\n");
            questions.flush();
            String line = answers.readLine();
            while (line != null) {
                if (line.startsWith(MeasuringProgram.ANSWER)) {
                    return Arrays.stream(line.substring(MeasuringProgram.ANSWER.length())
                                    .split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray();
                }
                line = answers.readLine();
            }
        } catch (IOException e) {
            throw new IOException(lastWords(), e);
        }
        throw new IOException(lastWords());
    }

    /** A process says what ails it after it has closed its answers, so its end comes first. */
    private String lastWords() throws IOException {
        awaitEnd();
        List<String> lines = Files.readAllLines(errors).stream()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.stream()
                .filter(line -> line.contains("Exception") || line.contains("Error"))
                .findFirst()
                .orElse(lines.isEmpty() ? "it ended without a word" : lines.getLast());
    }

    /** Lets the process end, and ends it if it does not. */
    @Override
    public void close() throws IOException {
        try {
            questions.close();
        } catch (IOException _) {
            // It has ended already; what it was last asked to do has said so.
        }
        awaitEnd();
        answers.close();
        Files.deleteIfExists(errors);
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
