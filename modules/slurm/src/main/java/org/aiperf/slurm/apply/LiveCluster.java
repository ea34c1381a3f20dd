package org.aiperf.slurm.apply;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.aiperf.slurm.CommandResult;
import org.aiperf.slurm.SlurmVersion;
import org.aiperf.slurm.jobs.Job;
import org.aiperf.slurm.jobs.SlurmCommands;
import org.aiperf.slurm.jobs.SlurmNode;

/** The daemons of a cluster: how they are, and making them take up new files. */
final class LiveCluster {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Set<String> UNSEEN = Set.of("NOT_RESPONDING", "DOWN", "UNKNOWN");

    private final SlurmHost controller;
    private final List<SlurmHost> nodes;
    private final String conf;
    private final Daemons daemons;
    private final Surroundings surroundings;

    /** @param conf the controller's slurm.conf */
    LiveCluster(SlurmHost controller, List<SlurmHost> nodes, String conf, Daemons daemons, Surroundings surroundings) {
        this.controller = controller;
        this.nodes = nodes;
        this.conf = conf;
        this.daemons = daemons;
        this.surroundings = surroundings;
    }

    /** The daemon tells it without a configuration; a client does not. */
    SlurmVersion version() throws IOException {
        CommandResult told = controller.run(List.of("slurmctld", "-V"));
        return SlurmVersion.parse(told.out())
                .orElseThrow(() -> new IOException("slurmctld on " + controller.name()
                        + " does not tell its version; install it there: " + told.firstLine()));
    }

    /** A controller that does not answer has no jobs that it could lose. */
    int runningJobs(SlurmVersion version) throws IOException {
        if (!answers()) {
            return 0;
        }
        var query = new SlurmCommands(version).allJobs();
        return (int) query.parse(controller.run(query.argv())).stream()
                .filter(Job::holdsNodes)
                .count();
    }

    void reload(Reload reload) throws IOException {
        switch (reload) {
            case NONE -> {}
            case RECONFIGURE -> {
                say("scontrol reconfigure");
                require(controller, List.of("scontrol", "reconfigure"));
            }
            case RESTART -> {
                say("restarting slurmctld on " + controller.name());
                require(controller, daemons.restartController());
                for (SlurmHost node : nodes) {
                    say("restarting slurmd on " + node.name());
                    require(node, daemons.restartNode());
                }
            }
        }
    }

    private static void require(SlurmHost host, List<String> argv) throws IOException {
        CommandResult result = host.run(argv);
        if (!result.succeeded()) {
            throw new IOException("'" + String.join(" ", argv) + "' on " + host.name() + " ended with exit code "
                    + result.exit() + ": " + result.firstLine());
        }
    }

    void requireHealth(SlurmVersion version, List<String> names) throws IOException, InterruptedException {
        if (!becomes(this::answers)) {
            throw new IOException("slurmctld does not answer 'scontrol ping'");
        }
        if (!becomes(() -> unseen(version, names).isEmpty())) {
            throw new IOException("slurmctld does not see " + String.join(", ", unseen(version, names)));
        }
        say("slurmctld answers, and sees all " + names.size() + " nodes");
    }

    /** Without slurm.conf nothing can answer, and the command would wait a minute for the file. */
    boolean answers() throws IOException {
        return controller.read(conf).isPresent()
                && controller
                        .run(new SlurmCommands(new SlurmVersion(0, 0, 0)).ping())
                        .succeeded();
    }

    /** The nodes that the controller knows but does not see now; nobody expects to see them after a change. */
    List<String> lost(SlurmVersion version) throws IOException {
        return answers()
                ? look(version).stream()
                        .filter(node -> node.states().stream().anyMatch(UNSEEN::contains))
                        .map(SlurmNode::name)
                        .toList()
                : List.of();
    }

    private List<SlurmNode> look(SlurmVersion version) throws IOException {
        var query = new SlurmCommands(version).nodes();
        return query.parse(controller.run(query.argv()));
    }

    private List<String> unseen(SlurmVersion version, List<String> names) throws IOException {
        List<SlurmNode> seen = look(version);
        return names.stream()
                .filter(name -> seen.stream()
                        .noneMatch(node -> node.name().equals(name)
                                && node.states().stream().noneMatch(UNSEEN::contains)))
                .toList();
    }

    interface Look {
        boolean isSo() throws IOException;
    }

    boolean becomes(Look look) throws IOException, InterruptedException {
        long looks = Math.max(1, surroundings.patience().dividedBy(BETWEEN_LOOKS));
        for (long i = 0; i < looks; i++) {
            if (look.isSo()) {
                return true;
            }
            surroundings.pause().of(BETWEEN_LOOKS);
        }
        return look.isSo();
    }

    private void say(String line) {
        surroundings.progress().accept(line);
    }
}
