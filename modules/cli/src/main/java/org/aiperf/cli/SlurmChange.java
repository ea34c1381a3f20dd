package org.aiperf.cli;

import java.io.Console;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aiperf.cluster.Cluster;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.slurm.apply.ApplyPlan;

/** Shows what would be done to a cluster, and asks. */
final class SlurmChange {
    private final Terminal terminal;
    private final ApplyPlan plan;

    SlurmChange(Terminal terminal, ApplyPlan plan) {
        this.terminal = terminal;
        this.plan = plan;
    }

    /** The differences, and what happens to daemons and jobs. */
    void show() {
        plan.diff().lines().forEach(terminal::say);
        terminal.say(plan.inWords());
    }

    /**
     * Whether to go on.
     *
     * @param yes whether that was said before
     * @throws InvalidInputException if nobody can be asked
     */
    boolean isWanted(boolean yes) throws InvalidInputException {
        if (yes) {
            return true;
        }
        Console console = terminal.isInteractive() ? System.console() : null;
        if (console == null) {
            throw new InvalidInputException(
                    Problem.of("--yes", "is needed where nobody can be asked", "look at the difference, then add it"));
        }
        String answer = console.readLine("Do that? [y/N] ");
        return answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    }

    /** What scripts get. */
    Map<String, Object> fields(Cluster cluster, Map<String, String> files, boolean done) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("nodes", ClusterInput.nodes(cluster));
        fields.put("problems", List.of());
        fields.put("files", files);
        fields.put("diff", plan.diff());
        fields.put("reload", plan.reload().name().toLowerCase(Locale.ROOT));
        fields.put("runningJobs", plan.runningJobs());
        fields.put("done", done);
        return fields;
    }
}
