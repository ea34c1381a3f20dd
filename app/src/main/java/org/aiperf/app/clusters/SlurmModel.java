package org.aiperf.app.clusters;

import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.aiperf.administration.Profile;
import org.aiperf.administration.SlurmDraft;
import org.aiperf.administration.SlurmNodes;
import org.aiperf.app.job.JobEntry;
import org.aiperf.app.job.Jobs;
import org.aiperf.app.job.Progress;
import org.aiperf.app.job.Work;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.text.Units;
import org.aiperf.cluster.Node;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.slurm.apply.ApplyPlan;
import org.aiperf.slurm.apply.SlurmConfiguration;
import org.aiperf.slurm.generate.SlurmFiles;
import org.jspecify.annotations.Nullable;

/** Slurm's files of the cluster that is open: made, compared, brought to the nodes, and back. */
public final class SlurmModel {
    private final Messages messages;
    private final Jobs jobs;
    private final ReadOnlyObjectWrapper<SlurmState> state = new ReadOnlyObjectWrapper<>(new SlurmState.Nothing());
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(false);
    private @Nullable Profile profile;
    private @Nullable JobEntry job;

    SlurmModel(Messages messages, Jobs jobs) {
        this.messages = messages;
        this.jobs = jobs;
    }

    public ReadOnlyObjectProperty<SlurmState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Why the last work failed, one line; empty if it did not. */
    public ReadOnlyStringProperty troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    void show(@Nullable Profile next) {
        if (job != null) {
            job.cancel();
        }
        if (next == null) {
            profile = null;
            trouble.set("");
            state.set(new SlurmState.Nothing());
        } else {
            preview(next);
        }
    }

    void preview(Profile next) {
        profile = next;
        trouble.set("");
        try {
            state.set(new SlurmState.Drafted(SlurmDraft.of(next, false, SlurmFiles.ANY_RECENT)));
        } catch (InvalidInputException e) {
            state.set(new SlurmState.Undescribed(e.problems()));
        }
    }

    void compare(Profile compared, ClusterConnections connections) {
        profile = compared;
        start(
                Phrase.JOB_SLURM_COMPARE,
                compared,
                connections,
                told -> {
                    SlurmConfiguration configuration = configuration(compared, connections, told);
                    SlurmDraft draft = SlurmDraft.of(compared, false, configuration.version());
                    return new SlurmState.Compared(draft, configuration.plan(draft.files()));
                },
                state::set);
    }

    /** Does what was compared; afterwards it is compared again. */
    void apply(Profile applied, ClusterConnections connections) {
        if (state.get() instanceof SlurmState.Compared compared && compared.isApplicable()) {
            change(Phrase.JOB_SLURM_APPLY, applied, connections, configuration -> configuration.apply(compared.plan()));
        }
    }

    void planRollback(Profile rolledBack, ClusterConnections connections) {
        start(
                Phrase.JOB_SLURM_COMPARE,
                rolledBack,
                connections,
                told -> new SlurmState.GoingBack(
                        configuration(rolledBack, connections, told).planRollback()),
                state::set);
    }

    /** Does what {@link #planRollback} showed; afterwards it is compared again. */
    void rollBack(Profile rolledBack, ClusterConnections connections) {
        if (state.get() instanceof SlurmState.GoingBack(ApplyPlan plan)) {
            change(Phrase.JOB_SLURM_ROLLBACK, rolledBack, connections, configuration -> configuration.rollback(plan));
        }
    }

    private interface Change {
        void on(SlurmConfiguration configuration) throws Exception;
    }

    private void change(Phrase title, Profile changed, ClusterConnections connections, Change change) {
        start(
                title,
                changed,
                connections,
                told -> {
                    SlurmConfiguration configuration = configuration(changed, connections, told);
                    change.on(configuration);
                    return configuration;
                },
                _ -> compare(changed, connections));
    }

    private static SlurmConfiguration configuration(Profile profile, ClusterConnections connections, Progress told)
            throws InvalidInputException {
        return SlurmNodes.configuration(profile, connections.get(), line -> told.report(-1, line));
    }

    private <T> void start(
            Phrase title, Profile about, ClusterConnections connections, Work<T> work, Consumer<T> done) {
        trouble.set("");
        running.set(true);
        JobEntry started = jobs.start(title, about.cluster().name(), work, result -> {
            if (isStill(about)) {
                done.accept(result);
            }
        });
        job = started;
        started.stateProperty().subscribe(now -> {
            if (now != JobEntry.State.RUNNING && job == started) {
                running.set(false);
            }
            if (now == JobEntry.State.FAILED && isStill(about)) {
                outdate();
                trouble.set(started.detailProperty().get());
            }
            if (now == JobEntry.State.CANCELLED) {
                connections.close();
            }
        });
    }

    /** What was compared may not be so any more: it has to be compared again before anything is done. */
    private void outdate() {
        switch (state.get()) {
            case SlurmState.Compared compared -> state.set(new SlurmState.Drafted(compared.draft()));
            case SlurmState.GoingBack _ -> {
                if (profile != null) {
                    preview(profile);
                }
            }
            case SlurmState.Nothing _, SlurmState.Undescribed _, SlurmState.Drafted _ -> {}
        }
    }

    private boolean isStill(Profile about) {
        return profile != null && profile.file().equals(about.file());
    }

    /** What happens to daemons and jobs, a few sentences; empty before the files were compared. */
    public String consequences() {
        ApplyPlan plan = switch (state.get()) {
            case SlurmState.Compared compared -> compared.plan();
            case SlurmState.GoingBack back -> back.plan();
            case SlurmState.Nothing _, SlurmState.Undescribed _, SlurmState.Drafted _ -> null;
        };
        if (plan == null) {
            return "";
        }
        String jobsNow = Units.count(plan.runningJobs());
        return switch (plan.reload()) {
            case NONE -> messages.text(Phrase.SLURM_NO_CHANGE);
            case RECONFIGURE -> messages.text(Phrase.SLURM_RECONFIGURE, jobsNow);
            case RESTART -> messages.text(Phrase.SLURM_RESTART, jobsNow, plan.why());
        };
    }

    /** The slaves that the cluster file says nothing about the hardware of. */
    public String missing() {
        return profile == null
                ? ""
                : profile.cluster().slaves().stream()
                        .filter(node -> node.hardware().isEmpty())
                        .map(Node::name)
                        .collect(Collectors.joining(", "));
    }
}
