package org.aiperf.app.clusters;

import java.io.IOException;
import java.util.Optional;
import org.aiperf.administration.Profile;
import org.aiperf.app.job.JobEntry;
import org.aiperf.app.model.LaunchWords;
import org.aiperf.app.model.WorkbenchModel;
import org.aiperf.app.services.ClusterServices;
import org.aiperf.app.text.Phrase;
import org.aiperf.launch.ClusterRun;
import org.aiperf.launch.Launcher;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.remote.Connections;

/** Starts runs on clusters, finds those that are there, and opens both in the window. */
final class RunStarts {
    private final ClusterServices services;
    private final WorkbenchModel workbench;

    RunStarts(ClusterServices services, WorkbenchModel workbench) {
        this.services = services;
        this.workbench = workbench;
    }

    /** A run that is wanted of a cluster: the cluster is the cluster, and the run goes on without us. */
    JobEntry start(Profile profile, ClusterConnections connections, PlanChoice choice) {
        return workbench
                .jobs()
                .start(
                        Phrase.JOB_RUN,
                        profile.cluster().name(),
                        told -> {
                            PlanChoice.Chosen chosen = choice.read();
                            Launcher launcher = new Launcher(
                                    profile.cluster(),
                                    services.agents().all(),
                                    new LaunchWords(workbench.messages(), told),
                                    connections.get());
                            ClusterRun run = launcher.start(chosen.plan(), chosen.text(), Optional.empty());
                            return kept(run.through(connections.more()), profile);
                        },
                        workbench::open);
    }

    /** Watches a run, whoever started it; nothing is changed there. */
    JobEntry attach(Place place, ClusterConnections connections) {
        return workbench
                .jobs()
                .start(
                        Phrase.JOB_ATTACH,
                        place.folder(),
                        told -> {
                            told.report(-1, place.profile().cluster().name());
                            Connections own = connections.more();
                            return kept(
                                    ClusterRun.find(place.profile().cluster(), own, place.folder()), place.profile());
                        },
                        workbench::watch);
    }

    private ClusterRun kept(ClusterRun run, Profile profile) throws IOException {
        try {
            services.runs().keep(run, profile);
            return run;
        } catch (IOException | RuntimeException e) {
            run.close();
            throw e;
        }
    }

    /**
     * Where a run is.
     *
     * @param folder on the cluster, absolute
     */
    record Place(Profile profile, String folder) {}

    /**
     * Understands {@code cluster:/folder/of/the/run}, and a folder alone for the cluster that is shown.
     *
     * @throws InvalidInputException if it is neither
     */
    Place place(String typed, Optional<Profile> shown) throws InvalidInputException {
        String text = typed.strip();
        int colon = text.lastIndexOf(":/");
        String folder = text.substring(Math.max(0, colon + 1)).replaceAll("/+$", "");
        if (colon > 0) {
            String name = text.substring(0, colon);
            boolean isShown = shown.isPresent() && shown.get().cluster().name().equals(name);
            return new Place(isShown ? shown.get() : services.known().find(name), folder);
        }
        if (folder.startsWith("/") && shown.isPresent()) {
            return new Place(shown.get(), folder);
        }
        throw new InvalidInputException(Problem.of(
                text.isEmpty() ? "run" : text,
                "is no place of a run",
                "write the cluster, a colon and the folder of the run, as in lab:/shared/aiperf/runs/demo-1"));
    }
}
