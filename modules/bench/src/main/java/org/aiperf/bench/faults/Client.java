package org.aiperf.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** {@code aiperf} as somebody starts it, in a process of its own with a home of its own. */
final class Client {
    private final Process process;
    private final Path out;
    private final Path err;

    private Client(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts it.
     *
     * @param stage the staged program
     * @param home of its user; the file {@code hosts} in it is all that this user knows of addresses
     */
    static Client start(Path stage, Path home, List<String> arguments) throws IOException {
        Path out = Files.createTempFile(home, "out", ".txt");
        Path err = Files.createTempFile(home, "err", ".txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:SharedArchiveFile=" + stage.resolve("classes-run.jsa"),
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-Djdk.net.hosts.file=" + home.resolve("hosts"),
                "-Duser.home=" + home,
                "-Daiperf.stage=" + stage,
                "-cp",
                stage.resolve("lib") + "/*",
                "org.aiperf.app.Main"));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment()
                .keySet()
                .removeAll(List.of("XDG_CACHE_HOME", "XDG_DATA_HOME", "DISPLAY", "SSH_AUTH_SOCK"));
        return new Client(builder.start(), out, err);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it without a chance to do anything, and returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Likewise, without waiting. */
    void drop() {
        process.destroyForcibly();
    }

    /** Empty if it does not end in time; it is ended then. */
    OptionalInt exitCode(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
            return OptionalInt.empty();
        }
        return OptionalInt.of(process.exitValue());
    }

    /** What it said last to the person who waits. */
    String lastWords() throws IOException {
        List<String> lines =
                Files.readAllLines(err).stream().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "nothing" : lines.getLast().strip();
    }

    /** The object that it printed at its end. */
    JsonNode json() throws IOException {
        List<String> lines = Files.readAllLines(out);
        return new ObjectMapper().readTree(lines.isEmpty() ? "{}" : lines.getLast());
    }
}
