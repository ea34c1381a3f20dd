package org.aiperf.embedded;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The processes that the connections of one node run at the moment. */
final class RunningProcesses {
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    void add(Process process) {
        running.add(process);
    }

    void remove(Process process) {
        running.remove(process);
    }

    void killAll() {
        running.forEach(ProcessTree::kill);
    }
}
