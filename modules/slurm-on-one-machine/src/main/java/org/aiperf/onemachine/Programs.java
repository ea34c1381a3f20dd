package org.aiperf.onemachine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.aiperf.problems.Problem;

/** The installed programs that a cluster on this machine is made of. */
public final class Programs {
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
            Map.entry("kill", "procps"),
            Map.entry("setsid", "util-linux"));

    private static final List<String> BESIDE_THE_PATH = List.of("/usr/sbin", "/sbin", "/usr/local/sbin");

    private final Map<String, String> packages;
    private final Map<String, Path> found = new HashMap<>();

    private Programs(Map<String, String> packages) {
        this.packages = new TreeMap<>(packages);
    }

    /** Looks for those of this module where the user's shell would, and where daemons are. */
    static Programs onPath(String path) {
        return of(PACKAGES, path);
    }

    /**
     * Looks for programs where the user's shell would, and where daemons are.
     *
     * @param packages of each program, the name of the Debian package that it comes with
     * @param path folders, with colons between them
     */
    public static Programs of(Map<String, String> packages, String path) {
        Programs programs = new Programs(packages);
        List<String> folders = Stream.concat(Stream.of(path.split(":")), BESIDE_THE_PATH.stream())
                .toList();
        for (String program : packages.keySet()) {
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
    public List<Problem> missing() {
        List<Problem> problems = new ArrayList<>();
        packages.forEach((program, packaged) -> {
            if (!found.containsKey(program)) {
                problems.add(Problem.of(
                        program,
                        "is not installed",
                        "on Debian or Ubuntu: sudo apt-get install --no-install-recommends " + packaged));
            }
        });
        return problems;
    }

    /** @throws IllegalStateException if it is {@linkplain #missing missing} */
    public String path(String program) {
        Path path = found.get(program);
        if (path == null) {
            throw new IllegalStateException(program + " was not looked for, or is missing");
        }
        return path.toString();
    }
}
