package org.aiperf.app.clusters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.aiperf.administration.KnownClusters;
import org.aiperf.administration.KnownClusters.Known;
import org.aiperf.administration.Profile;
import org.aiperf.app.job.JobEntry;
import org.aiperf.app.model.Perspective;
import org.aiperf.app.model.WorkbenchModel;
import org.aiperf.app.services.ClusterServices;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.cluster.Cluster;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.jspecify.annotations.Nullable;

/** The clusters of the user, which one is open, and everything that can be done with it. Used on the JavaFX thread. */
public final class ClustersModel implements AutoCloseable {
    private final ClusterServices services;
    private final WorkbenchModel workbench;
    private final PersonAtTheWindow person = new PersonAtTheWindow();
    private final ProbeModel probe;
    private final PreflightModel preflight;
    private final SlurmModel slurm;
    private final RunStarts runs;
    private final ObservableList<Known> all = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable Known> shown = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<Problem>> problems = new ReadOnlyObjectWrapper<>(List.of());
    private final StringProperty selectedNode = new SimpleStringProperty("");
    private @Nullable ClusterConnections connections;

    public ClustersModel(ClusterServices services, WorkbenchModel workbench) {
        this.services = services;
        this.workbench = workbench;
        probe = new ProbeModel(workbench.messages(), workbench.jobs());
        preflight = new PreflightModel(workbench.messages(), workbench.jobs());
        slurm = new SlurmModel(workbench.messages(), workbench.jobs());
        runs = new RunStarts(services, workbench);
    }

    /** Reads the list again. */
    public void refresh() {
        refresh(_ -> {});
    }

    private void refresh(Consumer<List<Known>> then) {
        workbench
                .jobs()
                .quietly(
                        services.known()::list,
                        known -> {
                            Known before = shown.get();
                            if (!all.equals(known)) {
                                all.setAll(known);
                            }
                            then.accept(known);
                            reshow(before);
                        },
                        this::say);
    }

    /** What is shown may have been edited or forgotten meanwhile. */
    private void reshow(@Nullable Known before) {
        Known now = shown.get();
        if (before != null && before.equals(now)) {
            all.stream()
                    .filter(known -> known.file().equals(before.file()))
                    .findFirst()
                    .ifPresentOrElse(
                            known -> {
                                if (!known.equals(before)) {
                                    show(known);
                                }
                            },
                            () -> show(null));
        }
    }

    /** Opens a cluster; null closes the one that is open. */
    public void show(@Nullable Known next) {
        if (connections != null) {
            connections.close();
            connections = null;
        }
        shown.set(next);
        Cluster cluster = profile().map(Profile::cluster).orElse(null);
        if (cluster != null) {
            connections = new ClusterConnections(cluster, services.user(), person);
        }
        problems.set(next instanceof KnownClusters.Unreadable unreadable ? unreadable.problems() : List.of());
        probe.show(cluster);
        preflight.show(cluster);
        slurm.show(profile().orElse(null));
        selectedNode.set(cluster == null ? "" : cluster.master().name());
    }

    private void showFile(Path file) {
        refresh(known -> known.stream()
                .filter(one -> one.file().equals(file.toAbsolutePath().normalize()))
                .findFirst()
                .ifPresent(this::show));
    }

    /** The cluster that is open; empty if none is, or its file cannot be read. */
    public Optional<Profile> profile() {
        return shown.get() instanceof KnownClusters.Described described
                ? Optional.of(described.profile())
                : Optional.empty();
    }

    /** Remembers a cluster file that lies anywhere, and opens it. */
    public void openFile(Path file) {
        workbench
                .jobs()
                .quietly(
                        () -> {
                            services.known().rememberFile(file);
                            return file;
                        },
                        this::showFile,
                        this::say);
    }

    /** Forgets a cluster; a file elsewhere stays where it is. */
    public void forget(Known known) {
        workbench
                .jobs()
                .quietly(
                        () -> {
                            services.known().forget(known.file());
                            return known;
                        },
                        _ -> refresh(),
                        this::say);
    }

    /** The hosts of the user's configuration, for the form. */
    public void configHosts(Consumer<List<ConfigHost>> found, Consumer<String> failed) {
        workbench.jobs().quietly(() -> ConfigHost.of(services.user()), found, failed);
    }

    /**
     * Makes a cluster of a form, keeps and opens it.
     *
     * @param wrong given what has to be mended first
     */
    public void add(ClusterForm form, Consumer<ClusterForm.Wrong> wrong, Runnable added) {
        ClusterForm.Draft draft = form.draft();
        workbench
                .jobs()
                .<ClusterForm.Result>quietly(
                        () -> kept(draft.result()),
                        result -> {
                            switch (result) {
                                case ClusterForm.Wrong problem -> wrong.accept(problem);
                                case ClusterForm.Complete(Cluster cluster) -> {
                                    added.run();
                                    showFile(services.known().fileOf(cluster.name()));
                                }
                            }
                        },
                        this::say);
    }

    private ClusterForm.Result kept(ClusterForm.Result result) throws IOException {
        if (result instanceof ClusterForm.Complete(Cluster cluster)) {
            try {
                services.known().add(cluster);
            } catch (InvalidInputException e) {
                Problem problem = e.problems().getFirst();
                return new ClusterForm.Wrong(Map.of(ClusterForm.Field.NAME, problem.message() + "; " + problem.fix()));
            }
        }
        return result;
    }

    /** Asks every node of the cluster that is open. */
    public void startProbe() {
        withCluster((profile, open) -> watch(probe.start(profile.cluster(), open, this::previewAgain)));
    }

    /** Checks what a run would need. */
    public void startPreflight() {
        withCluster((profile, open) -> watch(preflight.start(profile.cluster(), services.agents(), open)));
    }

    /** Compares Slurm's files with those on the nodes. */
    public void compareSlurm() {
        withCluster((profile, open) ->
                slurm.compare(new Profile(profile.file(), probe.described(profile.cluster())), open));
    }

    /** With what is known of the nodes now; what was compared stays. */
    private void previewAgain() {
        if (slurm.stateProperty().get() instanceof SlurmState.Undescribed) {
            profile().ifPresent(known -> slurm.preview(new Profile(known.file(), probe.described(known.cluster()))));
        }
    }

    /** Brings what was compared to the nodes. */
    public void applySlurm() {
        withCluster(
                (profile, open) -> slurm.apply(new Profile(profile.file(), probe.described(profile.cluster())), open));
    }

    /** Looks what going back would do. */
    public void planSlurmRollback() {
        withCluster(slurm::planRollback);
    }

    /** Puts back what was there before the last change. */
    public void rollBackSlurm() {
        withCluster(slurm::rollBack);
    }

    /** Starts a run on the cluster that is open. */
    public void run(PlanChoice choice) {
        withCluster((profile, open) -> watch(runs.start(profile, open, choice)));
    }

    /**
     * Watches a run.
     *
     * @param wrong given one line if that is no place of a run
     */
    public void attach(String typed, Consumer<String> wrong, Runnable started) {
        Optional<Profile> open = profile();
        workbench
                .jobs()
                .quietly(
                        () -> runs.place(typed, open),
                        place -> {
                            started.run();
                            watch(runs.attach(place, connectionsTo(place.profile())));
                        },
                        wrong);
    }

    private ClusterConnections connectionsTo(Profile profile) {
        ClusterConnections open = connections;
        return open != null && profile().equals(Optional.of(profile))
                ? open
                : new ClusterConnections(profile.cluster(), services.user(), person);
    }

    private interface Doing {
        void with(Profile profile, ClusterConnections connections);
    }

    private void withCluster(Doing doing) {
        ClusterConnections open = connections;
        Optional<Profile> known = profile();
        if (open != null && known.isPresent()) {
            workbench.perspectiveProperty().set(Perspective.CLUSTER);
            doing.with(known.get(), open);
        }
    }

    /** What failed is told where everybody looks, too. */
    private void watch(JobEntry job) {
        job.stateProperty().subscribe(state -> {
            if (state == JobEntry.State.FAILED) {
                say(job.detailProperty().get());
            }
        });
    }

    private void say(String problem) {
        workbench.say(messages().text(Phrase.MESSAGE_CLUSTERS, problem));
    }

    @Override
    public void close() {
        show(null);
    }

    public Messages messages() {
        return workbench.messages();
    }

    /** By name. */
    public ObservableList<Known> all() {
        return all;
    }

    public ReadOnlyObjectProperty<@Nullable Known> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** What is wrong with the file of the cluster that is open. */
    public ReadOnlyObjectProperty<List<Problem>> problemsProperty() {
        return problems.getReadOnlyProperty();
    }

    /** The node whose facts are shown; empty if none is. */
    public StringProperty selectedNodeProperty() {
        return selectedNode;
    }

    public PersonAtTheWindow person() {
        return person;
    }

    public ProbeModel probe() {
        return probe;
    }

    public PreflightModel preflight() {
        return preflight;
    }

    public SlurmModel slurm() {
        return slurm;
    }
}
