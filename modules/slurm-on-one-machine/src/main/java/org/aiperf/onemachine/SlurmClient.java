package org.aiperf.onemachine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks the Slurm of this cluster, and nobody else's. */
final class SlurmClient {
    private static final long PATIENCE_SECONDS = 20;

    private final Layout layout;
    private final Programs programs;

    SlurmClient(Layout layout, Programs programs) {
        this.layout = layout;
        this.programs = programs;
    }

    /** Standard output of a command; empty if it failed or did not end in time. */
    List<String> ask(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(programs.path(program)));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("SLURM_CONF", layout.slurmConf().toString());
        Process process = builder.start();
        Thread watch = Thread.ofVirtual().start(() -> {
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
            }
        });
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = out.lines().toList();
            return process.waitFor() == 0 ? lines : List.of();
        } finally {
            watch.interrupt();
        }
    }

    /** The states of all nodes, such as {@code slave1 idle}. */
    List<String> nodes() throws IOException, InterruptedException {
        return ask("sinfo", "--noheader", "--Node", "--format=%N %T");
    }

    /** Cancels every job and waits a little for their ends. */
    void clearQueue() throws IOException, InterruptedException {
        List<String> jobs = ask("squeue", "--noheader", "--format=%A").stream()
                .map(String::strip)
                .distinct()
                .toList();
        if (jobs.isEmpty()) {
            return;
        }
        ask("scancel", jobs.toArray(String[]::new));
        for (int i = 0; i < 60 && !ask("squeue", "--noheader").isEmpty(); i++) {
            Thread.sleep(100);
        }
    }
}
