package org.aiperf.installer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts the staged program in a process of its own, with a home of its own. */
final class Program {
    private final Path home;
    private final Process process;
    private final Path out;
    private final Path err;

    private Program(Path home, Process process, Path out, Path err) {
        this.home = home;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static Program start(Path home, String... arguments) throws IOException {
        return start(home, Map.of(), arguments);
    }

    /** With more in its environment. */
    static Program start(Path home, Map<String, String> environment, String... arguments) throws IOException {
        return start(home, List.of(), "", environment, arguments);
    }

    /** With a window, on a screen that nobody sees. */
    static Program startWithWindow(Path home, String... arguments) throws IOException {
        List<String> screen = List.of(
                "-Dglass.platform=Monocle",
                "-Dmonocle.platform=Headless",
                "-Dprism.order=sw",
                "-Dheadless.geometry=1600x1000-32");
        String monocle = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("openjfx-monocle"))
                .findFirst()
                .orElseThrow();
        return start(home, screen, File.pathSeparator + monocle, Map.of(), arguments);
    }

    /** What starts it, for those who start it themselves. */
    static List<String> command(Path home, String... arguments) {
        return command(home, List.of(), "", arguments);
    }

    private static List<String> command(Path home, List<String> options, String morePath, String... arguments) {
        Path stage = Path.of(System.getProperty("aiperf.stage"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Duser.home=" + home,
                "-Daiperf.stage=" + stage,
                "-cp",
                stage.resolve("lib") + "/*" + morePath,
                "org.aiperf.app.Main"));
        command.addAll(1, options);
        command.addAll(List.of(arguments));
        return command;
    }

    private static Program start(
            Path home, List<String> options, String morePath, Map<String, String> environment, String... arguments)
            throws IOException {
        Path out = Files.createTempFile(home, "out", ".txt");
        Path err = Files.createTempFile(home, "err", ".txt");
        List<String> command = command(home, options, morePath, arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().putAll(environment);
        builder.environment().keySet().removeAll(List.of("XDG_CACHE_HOME", "XDG_DATA_HOME", "DISPLAY"));
        if (!options.isEmpty()) {
            builder.environment().put("DISPLAY", "none: the options name the screen");
        }
        return new Program(home, builder.start(), out, err);
    }

    /** The embedded cluster's shared folder. */
    Path shared() {
        return home.resolve(".cache/aiperf/embedded-cluster/shared/aiperf");
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode(long seconds) throws InterruptedException, IOException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + seconds + " s: " + errors());
        }
        return process.exitValue();
    }

    String errors() throws IOException {
        return Files.readString(err);
    }

    String output() throws IOException {
        return Files.readString(out);
    }

    /** The last line of standard output, as JSON. */
    JsonNode json() throws IOException {
        List<String> lines = Files.readAllLines(out);
        return new ObjectMapper().readTree(lines.isEmpty() ? "" : lines.getLast());
    }

    /** Asks it to end, by the way that Ctrl-C takes too; SIGINT itself is ignored by whatever a script runs with &. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-TERM", Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Ends it without a chance to do anything, and returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
