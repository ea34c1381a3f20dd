package org.aiperf.onemachine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The daemons of one cluster. Each is known by the process it was started as, so that no other is ever ended. */
final class Daemons {
    /** In the environment of every daemon, and so of what it starts: whose it is. */
    static final String MARK = "AIPERF_SLURM_ON_ONE_MACHINE";

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Layout layout;
    private final Programs programs;

    Daemons(Layout layout, Programs programs) {
        this.layout = layout;
        this.programs = programs;
    }

    private Path record(String name) {
        return layout.records().resolve(name);
    }

    boolean isAlive(String name) {
        return ProcessMark.read(record(name)).filter(ProcessMark::isAlive).isPresent();
    }

    Path log(String name) {
        return layout.logs().resolve(name + ".out");
    }

    /** Starts a daemon that stays in the foreground, in a session of its own; does nothing if it runs. */
    void start(String name, List<String> command, Map<String, String> environment) throws IOException {
        if (isAlive(name)) {
            return;
        }
        List<String> all = new ArrayList<>(List.of(programs.path("setsid")));
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all)
                .directory(layout.root().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()));
        builder.environment().put(MARK, layout.root().toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        Optional<ProcessMark> mark = ProcessMark.of(process.pid());
        if (mark.isEmpty()) {
            throw new IOException(name + " ended at once: " + lastLine(name));
        }
        mark.get().write(record(name));
    }

    String lastLine(String name) {
        try {
            List<String> lines = Files.readAllLines(log(name));
            return lines.isEmpty() ? "its log is empty" : lines.getLast().strip();
        } catch (IOException e) {
            return "it has no log";
        }
    }

    /** Names of daemons that were started here and have not been ended, whether they live or not. */
    List<String> known(String prefix) throws IOException {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(layout.records())) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(layout.records(), prefix + "*")) {
                files.forEach(file -> names.add(file.getFileName().toString()));
            }
        }
        return names;
    }

    /** Ends some daemons together: asks them, waits, and forces those that do not listen. */
    void end(List<String> names) throws IOException, InterruptedException {
        List<ProcessMark> marks = new ArrayList<>();
        for (String name : names) {
            ProcessMark.read(record(name)).filter(ProcessMark::isAlive).ifPresent(marks::add);
        }
        endAll(marks);
        for (String name : names) {
            Files.deleteIfExists(record(name));
        }
    }

    static void endAll(List<ProcessMark> marks) throws InterruptedException {
        marks.forEach(mark -> mark.end(false));
        if (!await(() -> marks.stream().noneMatch(ProcessMark::isAlive), PATIENCE)) {
            marks.forEach(mark -> mark.end(true));
            await(() -> marks.stream().noneMatch(ProcessMark::isAlive), PATIENCE);
        }
    }

    interface Condition {
        boolean holds();
    }

    /** Looks often until it holds; false if it does not in time. */
    static boolean await(Condition condition, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(25);
        }
        return true;
    }
}
