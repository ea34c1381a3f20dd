package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.aiperf.administration.Profile;
import org.aiperf.administration.SlurmNodes;
import org.aiperf.cluster.Cluster;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.remote.Connections;
import org.aiperf.remote.Connector;
import org.aiperf.slurm.apply.ApplyPlan;
import org.aiperf.slurm.apply.SlurmConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rollback",
        description = "Puts back the files of Slurm that 'aiperf cluster apply' replaced last, after showing them.")
final class ClusterRollbackCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "CLUSTER.yaml", description = "The cluster file.")
    private Path file = Path.of("cluster.yaml");

    @Option(names = "--yes", description = "Goes on without a question.")
    private boolean yes;

    ClusterRollbackCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidInputException, IOException, InterruptedException {
        Profile profile = Profile.read(file);
        Cluster cluster = profile.cluster();
        Connector connector = Connector.forCluster(cluster, TerminalQuestions.of(terminal));
        try (Connections connections = new Connections(connector, cluster)) {
            SlurmConfiguration configuration = SlurmNodes.configuration(profile, connections, terminal::say);
            ApplyPlan plan = configuration.planRollback();
            SlurmChange change = new SlurmChange(terminal, plan);
            change.show();
            boolean isWanted = change.isWanted(yes);
            if (isWanted) {
                configuration.rollback(plan);
            }
            terminal.result(
                    change.fields(cluster, Map.of(), isWanted),
                    isWanted ? "done; the files are again as they were" : "nothing was changed");
            return ExitCode.DONE;
        }
    }
}
