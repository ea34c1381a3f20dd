package org.aiperf.namespaces;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.aiperf.onemachine.Programs;
import org.aiperf.problems.Problem;

/** The installed programs that hosts are made of. */
final class Tools {
    private static final long PATIENCE_SECONDS = 20;

    /** Program to Debian package. */
    private static final Map<String, String> PACKAGES = Map.ofEntries(
            Map.entry("ip", "iproute2"),
            Map.entry("unshare", "util-linux"),
            Map.entry("nsenter", "util-linux"),
            Map.entry("setsid", "util-linux"),
            Map.entry("mount", "mount"),
            Map.entry("hostname", "hostname"),
            Map.entry("munged", "munge"),
            Map.entry("slurmctld", "slurmctld"),
            Map.entry("slurmd", "slurmd"),
            Map.entry("sinfo", "slurm-client"),
            Map.entry("sshd", "openssh-server"),
            Map.entry("ssh-keygen", "openssh-client"));

    /** Of the system alone: root starts them. */
    private static final String FOLDERS = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Programs programs = Programs.of(PACKAGES, FOLDERS);

    List<Problem> missing() {
        return programs.missing();
    }

    String path(String program) {
        return programs.path(program);
    }

    /** What a command came to. */
    record Done(int code, List<String> lines) {
        boolean succeeded() {
            return code == 0;
        }
    }

    /** Runs a command to its end, both outputs together; one that takes too long is ended. */
    static Done run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        Thread watch = Thread.startVirtualThread(() -> {
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                // It has ended.
            }
        });
        try (Stream<String> lines = process.inputReader(StandardCharsets.UTF_8).lines()) {
            List<String> said = lines.toList();
            return new Done(process.waitFor(), said);
        } finally {
            watch.interrupt();
        }
    }

    /** @throws IOException with what it said, if it failed */
    static List<String> require(List<String> command) throws IOException, InterruptedException {
        Done done = run(command);
        if (!done.succeeded()) {
            throw new IOException(String.join(" ", command) + ": " + String.join("; ", done.lines()));
        }
        return done.lines();
    }
}
