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
        List<ProcessMark> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (!ours.contains(pid) && isOfCluster(process)) {
                    ProcessMark.of(pid).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private boolean isOfCluster(Path process) {
        try {
            String environment = "\0"
                    + new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1) + "\0";
            boolean isMarked = environment.contains("\0" + Daemons.MARK + "=" + layout.root() + "\0");
            // What a job runs has the name of its node; the shell of whoever uses this cluster by hand has not.
            boolean isJob = environment.contains("\0SLURM_CONF=" + layout.slurmConf() + "\0")
                    && environment.contains("\0SLURMD_NODENAME=");
            return isMarked || isJob;
        } catch (IOException e) {
            return false;
        }
    }
}
