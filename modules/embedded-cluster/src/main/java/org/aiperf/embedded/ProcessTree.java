package org.aiperf.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** A process with everything it has started, except what left for a session of its own with setsid. */
final class ProcessTree {
    private ProcessTree() {}

    static void kill(Process root) {
        List<ProcessHandle> below = root.descendants().toList();
        root.destroyForcibly();
        OptionalLong ours = session(ProcessHandle.current());
        for (ProcessHandle process : below) {
            if (ours.isEmpty() || ours.equals(session(process))) {
                process.destroyForcibly();
            }
        }
    }

    /** The session id; empty where the system does not tell it or the process is gone. */
    private static OptionalLong session(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            // The program's name may hold blanks and parentheses; the fields after it are state, ppid, pgrp, session.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return OptionalLong.of(Long.parseLong(fields[3]));
        } catch (IOException | RuntimeException e) {
            return OptionalLong.empty();
        }
    }
}
