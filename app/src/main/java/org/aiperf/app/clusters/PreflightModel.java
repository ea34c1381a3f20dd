package org.aiperf.app.clusters;

import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.aiperf.app.job.JobEntry;
import org.aiperf.app.job.Jobs;
import org.aiperf.app.model.Mark;
import org.aiperf.app.services.ClusterServices;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.text.Units;
import org.aiperf.cluster.Cluster;
import org.aiperf.launch.Preflight;
import org.aiperf.launch.Verdict;
import org.jspecify.annotations.Nullable;

/** What the checks before a run came to. */
public final class PreflightModel {
    private final Messages messages;
    private final Jobs jobs;
    private final ReadOnlyObjectWrapper<List<Verdict>> verdicts = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(false);
    private @Nullable Cluster cluster;
    private @Nullable JobEntry job;

    PreflightModel(Messages messages, Jobs jobs) {
        this.messages = messages;
        this.jobs = jobs;
    }

    /** In the order of the cluster file, and of the checks for each node; empty before they were made. */
    public ReadOnlyObjectProperty<List<Verdict>> verdictsProperty() {
        return verdicts.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    void show(@Nullable Cluster next) {
        cancel();
        cluster = next;
        verdicts.set(List.of());
    }

    /** Calls the checks off. */
    public void cancel() {
        if (job != null) {
            job.cancel();
        }
    }

    JobEntry start(Cluster checked, ClusterServices.Agents agents, ClusterConnections connections) {
        verdicts.set(List.of());
        running.set(true);
        JobEntry started = jobs.start(
                Phrase.JOB_PREFLIGHT,
                checked.name(),
                told -> {
                    told.report(-1, "");
                    return Preflight.of(checked, agents.all(), connections.get());
                },
                found -> {
                    if (checked.equals(cluster)) {
                        verdicts.set(found);
                    }
                });
        job = started;
        started.stateProperty().subscribe(state -> {
            if (state != JobEntry.State.RUNNING) {
                running.set(false);
                if (state != JobEntry.State.DONE) {
                    connections.close();
                }
            }
        });
        return started;
    }

    /** {@code 31 checks: 29 passed, 1 with a warning, 1 failed}; empty before they were made. */
    public String summary() {
        List<Verdict> all = verdicts.get();
        return all.isEmpty()
                ? ""
                : messages.text(
                        Phrase.PREFLIGHT_SUMMARY,
                        Units.count(all.size()),
                        Units.count(count(Verdict.Pass.class)),
                        Units.count(count(Verdict.Warn.class)),
                        Units.count(count(Verdict.Fail.class)));
    }

    private long count(Class<? extends Verdict> kind) {
        return verdicts.get().stream().filter(kind::isInstance).count();
    }

    /** Its shape and colour. */
    public static Mark mark(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Pass _ -> Mark.DONE;
            case Verdict.Warn _ -> Mark.STARTING;
            case Verdict.Fail _ -> Mark.LOST;
        };
    }

    public static Phrase word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Pass _ -> Phrase.VERDICT_PASS;
            case Verdict.Warn _ -> Phrase.VERDICT_WARN;
            case Verdict.Fail _ -> Phrase.VERDICT_FAIL;
        };
    }

    /** How to mend it; empty if all is well. */
    public static String fix(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Pass _ -> "";
            case Verdict.Warn warn -> warn.fix();
            case Verdict.Fail fail -> fail.fix();
        };
    }

    /** What is looked at, in the language of the window. */
    public static Phrase check(Verdict verdict) {
        return switch (verdict.check()) {
            case CONNECTION -> Phrase.CHECK_CONNECTION;
            case AGENT -> Phrase.CHECK_AGENT;
            case SYSTEM -> Phrase.CHECK_SYSTEM;
            case SHARED_FOLDER -> Phrase.CHECK_SHARED_FOLDER;
            case SHARED_SPACE -> Phrase.CHECK_SHARED_SPACE;
            case HOME_SPACE -> Phrase.CHECK_HOME_SPACE;
            case CLOCK -> Phrase.CHECK_CLOCK;
            case PORT -> Phrase.CHECK_PORT;
            case ACCELERATORS -> Phrase.CHECK_ACCELERATORS;
            case LIMITS -> Phrase.CHECK_LIMITS;
            case MEMORY -> Phrase.CHECK_MEMORY;
            case SLURM -> Phrase.CHECK_SLURM;
        };
    }
}
