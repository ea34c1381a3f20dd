package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.aiperf.administration.Profile;
import org.aiperf.administration.SlurmDraft;
import org.aiperf.administration.SlurmNodes;
import org.aiperf.cluster.Cluster;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.remote.Connections;
import org.aiperf.remote.Connector;
import org.aiperf.slurm.apply.ApplyPlan;
import org.aiperf.slurm.apply.SlurmConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "apply",
        description = {
            "Brings Slurm's files to the nodes of a cluster, after showing what changes, what has to be restarted",
            "and how many running jobs that touches. If the cluster does not answer afterwards, all is put back."
        })
final class ClusterApplyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "CLUSTER.yaml", description = "The cluster file.")
    private Path file = Path.of("cluster.yaml");

    @Option(names = "--parity", description = "What the reference benchmark writes.")
    private boolean parity;

    @Option(names = "--yes", description = "Goes on without a question.")
    private boolean yes;

    ClusterApplyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidInputException, IOException, InterruptedException {
        Profile profile = Profile.read(file);
        Cluster cluster = profile.cluster();
        Connector connector = Connector.forCluster(cluster, TerminalQuestions.of(terminal));
        try (Connections connections = new Connections(connector, cluster)) {
            SlurmConfiguration configuration = SlurmNodes.configuration(profile, connections, terminal::say);
            SlurmDraft draft = SlurmDraft.of(profile, parity, configuration.version());
            List<Problem> problems = draft.problems();
            if (!problems.isEmpty()) {
                return Cli.refused(problems, terminal);
            }
            ApplyPlan plan = configuration.plan(draft.files());
            SlurmChange change = new SlurmChange(terminal, plan);
            change.show();
            boolean isWanted = !plan.isEmpty() && change.isWanted(yes);
            if (isWanted) {
                configuration.apply(plan);
            }
            terminal.result(
                    change.fields(cluster, draft.files(), isWanted),
                    isWanted ? "done; 'aiperf cluster rollback " + file + "' takes it back" : "nothing was changed");
            return ExitCode.DONE;
        }
    }
}
