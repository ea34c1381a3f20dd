package org.aiperf.onemachine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.aiperf.problems.Problem;

/** The installed programs that a cluster is made of. */
final class Programs {
    /** Program to Debian package. */
    private static final Map<String, String> PACKAGES = Map.ofEntries(
            Map.entry("munged", "munge"),
            Map.entry("munge", "munge"),
            Map.entry("slurmctld", "slurmctld"),
            Map.entry("slurmd", "slurmd"),
            Map.entry("sinfo", "slurm-client"),
            Map.entry("squeue", "slurm-client"),
            Map.entry("scancel", "slurm-client"),
            Map.entry("sbatch", "slurm-client"),
            Map.entry("srun", "slurm-client"),
            Map.entry("sshd", "openssh-server"),
            Map.entry("ssh-keygen", "openssh-client"),
            Map.entry("setsid", "util-linux"));

    private static final List<String> BESIDE_THE_PATH = List.of("/usr/sbin", "/sbin", "/usr/local/sbin");

    private final Map<String, Path> found = new HashMap<>();

    private Programs() {}

    /** Looks for them where the user's shell would, and where daemons are. */
    static Programs onPath(String path) {
        Programs programs = new Programs();
        List<String> folders = Stream.concat(Stream.of(path.split(":")), BESIDE_THE_PATH.stream())
                .toList();
        for (String program : PACKAGES.keySet()) {
            folders.stream()
                    .filter(folder -> folder.startsWith("/"))
                    .map(folder -> Path.of(folder, program))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .ifPresent(file -> programs.found.put(program, file));
        }
        return programs;
    }

    /** A line for each program that is not installed, and the command that installs it. */
    List<Problem> missing() {
        List<Problem> problems = new ArrayList<>();
        for (String program : new TreeSet<>(PACKAGES.keySet())) {
            if (!found.containsKey(program)) {
                problems.add(Problem.of(
                        program,
                        "is not installed",
                        "on Debian or Ubuntu: sudo apt-get install --no-install-recommends " + PACKAGES.get(program)));
            }
        }
        return problems;
    }

    String path(String program) {
        Path path = found.get(program);
        if (path == null) {
            throw new IllegalStateException(program + " was not looked for, or is missing");
        }
        return path.toString();
    }
}
