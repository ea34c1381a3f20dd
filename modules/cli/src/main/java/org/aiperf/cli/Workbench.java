package org.aiperf.cli;

import java.io.IOException;
import java.util.Optional;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.problems.Problems;
import org.aiperf.sessions.Sessions;

/** Opens the workbench without a run. */
final class Workbench {
    private static final int DEMO_SECONDS = 180;

    private Workbench() {}

    static int open(Desktop desktop, Terminal terminal) throws IOException {
        try (Sessions sessions = Sessions.open(
                Folders.ofThisMachine().sessions(), run -> run.score().score())) {
            desktop.open(
                    new Desktop.Request(sessions, Optional.empty(), demo(), new UserClusters(), new ReportFiles()));
        }
        terminal.say("the workbench was closed");
        return ExitCode.DONE;
    }

    static Desktop.Demo demo() {
        String text = DemoCommand.plan(DEMO_SECONDS);
        SearchPlan plan = SearchPlan.parse("plan.yaml", text, new Problems());
        return progress -> EmbeddedRun.start(plan, text, Optional.empty(), progress);
    }
}
