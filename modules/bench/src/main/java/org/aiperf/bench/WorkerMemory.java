package org.aiperf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What the workers of a run on this machine hold of its memory. */
final class WorkerMemory implements Function<String, OptionalDouble> {
    private static final String RESIDENT = "VmRSS:";

    private final Path run;

    /** @param run its folder */
    WorkerMemory(Path run) {
        this.run = run;
    }

    /** The resident memory of a worker's process in megabytes (10⁶ bytes); empty where the system does not tell. */
    @Override
    public OptionalDouble apply(String worker) {
        try {
            String pid = Files.readString(run.resolve("logs").resolve(worker + ".pid"))
                    .strip();
            for (String line : Files.readAllLines(Path.of("/proc", pid, "status"))) {
                if (line.startsWith(RESIDENT)) {
                    String kibibytes = line.substring(RESIDENT.length()).replace("kB", "");
                    return OptionalDouble.of(Long.parseLong(kibibytes.strip()) * 1024 / 1e6);
                }
            }
        } catch (IOException _) {
            // The process is gone already, or this system has no such file.
        }
        return OptionalDouble.empty();
    }
}
