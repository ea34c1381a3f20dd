package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.aiperf.launch.AgentBundle;
import org.aiperf.launch.AgentBundles;

/** The agents that this installation can deploy. */
final class StagedAgents {
    private StagedAgents() {}

    /** The one that came with the program, those built beside it, and those that were attached by its user. */
    static AgentBundles all() throws IOException {
        Path lib = EmbeddedRun.staged();
        return AgentBundles.of(
                AgentBundle.in(lib),
                List.of(
                        lib.resolveSibling("agents"),
                        Folders.ofThisMachine().data().resolve("agents")));
    }
}
