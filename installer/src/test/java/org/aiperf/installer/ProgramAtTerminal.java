package org.aiperf.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program at a terminal of its own, which {@code script} of util-linux gives it, and somebody who types there. */
final class ProgramAtTerminal implements AutoCloseable {
    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Thread reader;
    private int answered;
    private int count;

    private ProgramAtTerminal(Process process) {
        this.process = process;
        this.reader = Thread.startVirtualThread(this::read);
    }

    /** What is not installed for it. */
    static List<Path> missing() {
        return Stream.of(SCRIPT).filter(program -> !Files.isExecutable(program)).toList();
    }

    static ProgramAtTerminal start(Path home, Map<String, String> environment, List<String> command)
            throws IOException {
        String line = command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" ", "exec ", ""));
        ProcessBuilder builder =
                new ProcessBuilder(SCRIPT.toString(), "-qec", line, "/dev/null").redirectErrorStream(true);
        builder.directory(home.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("SHELL", "/bin/sh");
        builder.environment().putAll(environment);
        return new ProgramAtTerminal(builder.start());
    }

    private void read() {
        try (InputStream out = process.getInputStream()) {
            out.transferTo(shown);
        } catch (IOException e) {
            shown.writeBytes(e.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Types the line that answers a question, if one is shown that was not answered yet.
     *
     * @param answers the lines, by the beginnings of the questions
     */
    void answer(Map<String, String> answers) throws IOException {
        String screen = screen();
        Optional<String> next = answers.keySet().stream()
                .filter(question -> screen.indexOf(question, answered) >= 0)
                .min(Comparator.comparing(question -> screen.indexOf(question, answered)));
        if (next.isPresent()) {
            answered = screen.indexOf(next.get(), answered) + next.get().length();
            OutputStream keys = process.getOutputStream();
            keys.write((answers.getOrDefault(next.get(), "") + "\n").getBytes(StandardCharsets.UTF_8));
            keys.flush();
            count++;
        }
    }

    /** How many questions were answered. */
    int answers() {
        return count;
    }

    String screen() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Of the program and of what gives it the terminal. */
    List<Long> pids() {
        List<Long> pids = new ArrayList<>(List.of(process.pid()));
        process.descendants().forEach(child -> pids.add(child.pid()));
        return pids;
    }

    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        reader.join();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
