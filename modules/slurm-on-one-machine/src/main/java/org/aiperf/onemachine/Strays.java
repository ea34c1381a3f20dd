package org.aiperf.onemachine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Processes that the cluster's daemons left behind: whatever was run over its SSH servers, and jobs that were submitted
 * from elsewhere. They are told by their environment, which for processes of other users cannot even be read.
 */
final class Strays {
    private final Layout layout;

    Strays(Layout layout) {
        this.layout = layout;
    }

    /** All of them, but not this program and what started it. */
    List<ProcessMark> find() throws IOException {
        Set<Long> ours = new HashSet<>();
        for (Optional<ProcessHandle> up = Optional.of(ProcessHandle.current());
                up.isPresent();
                up = up.get().parent()) {
            ours.add(up.get().pid());
        }
        return processes((pid, environment) -> !ours.contains(pid) && isOfCluster(environment));
    }

    /** What the jobs on a node run. */
    List<ProcessMark> ofNode(String node) throws IOException {
        return processes(
                (_, environment) -> isJob(environment) && environment.contains("\0SLURMD_NODENAME=" + node + "\0"));
    }

    private interface Choice {
        /** @param environment of it, with NUL before and after each entry */
        boolean takes(long pid, String environment);
    }

    private static List<ProcessMark> processes(Choice choice) throws IOException {
        List<ProcessMark> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (choice.takes(pid, environment(process))) {
                    ProcessMark.of(pid).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    /** Of a process that ended meanwhile, or is not ours to read, nothing. */
    private static String environment(Path process) {
        try {
            return "\0" + new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1)
                    + "\0";
        } catch (IOException e) {
            return "";
        }
    }

    private boolean isOfCluster(String environment) {
        boolean isMarked = environment.contains("\0" + Daemons.MARK + "=" + layout.root() + "\0");
        return isMarked || isJob(environment);
    }

    /** What a job runs has the name of its node; the shell of whoever uses this cluster by hand has not. */
    private boolean isJob(String environment) {
        return environment.contains("\0SLURM_CONF=" + layout.slurmConf() + "\0")
                && environment.contains("\0SLURMD_NODENAME=");
    }
}
