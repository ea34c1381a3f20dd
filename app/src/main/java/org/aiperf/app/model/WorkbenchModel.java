package org.aiperf.app.model;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.aiperf.app.fx.Latest;
import org.aiperf.app.job.Jobs;
import org.aiperf.app.services.RecordedRun;
import org.aiperf.app.services.WorkbenchServices;
import org.aiperf.app.text.Language;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.watch.RunFold;
import org.aiperf.app.watch.RunSource;
import org.aiperf.app.watch.RunView;
import org.aiperf.app.watch.RunWatcher;
import org.aiperf.launch.LiveRun;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.jspecify.annotations.Nullable;

/** The workbench without its window: the run that is shown, and everything that can be done. Used on the JavaFX thread. */
public final class WorkbenchModel implements AutoCloseable {
    private final WorkbenchServices services;
    private final Messages messages;
    private final Jobs jobs = new Jobs();
    private final HeaderModel header;
    private final ClusterModel cluster = new ClusterModel();
    private final LiveModel live;
    private final HistoryModel history;
    private final LogModel log;
    private final RunModel run;
    private final SessionsModel sessions;
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final ObjectProperty<Perspective> perspective = new SimpleObjectProperty<>(Perspective.SEARCH);

    private final Map<String, LiveRun> liveRuns = new HashMap<>();
    private @Nullable LiveRun liveRun;
    private @Nullable RunWatcher watcher;
    private @Nullable RunView view;

    /** @param zone in which times of day are written */
    public WorkbenchModel(WorkbenchServices services, Messages messages, ZoneId zone) {
        this.services = services;
        this.messages = messages;
        header = new HeaderModel(messages);
        live = new LiveModel(messages, cluster);
        history = new HistoryModel(messages);
        log = new LogModel(messages, zone);
        run = new RunModel(messages);
        sessions = new SessionsModel(messages, zone);
    }

    /** Lists the sessions, and opens the run that the workbench was started on. */
    public void start() {
        refreshSessions();
        LiveRun initial = services.liveRun();
        if (initial != null) {
            open(initial);
        }
    }

    /** Looks away from what is shown and follows this run. It stays its owner's to close. */
    public void open(LiveRun next) {
        open(next, RunSource.Kind.LIVE);
    }

    /** As {@link #open(LiveRun)}, but it cannot be asked to stop from here. */
    public void watch(LiveRun next) {
        open(next, RunSource.Kind.WATCHED);
    }

    private void open(LiveRun next, RunSource.Kind kind) {
        lookAway();
        perspective.set(Perspective.SEARCH);
        if (kind == RunSource.Kind.LIVE) {
            liveRuns.put(next.runId(), next);
        }
        liveRun = next;
        RunSource source = new RunSource(kind, 0, next.runId(), next.name(), next.clusterName());
        Latest<RunView> views = new Latest<>(arrived -> {
            if (liveRun == next) {
                show(arrived);
            }
        });
        try {
            watcher = RunWatcher.start(next.follow(), new RunFold(source), views);
        } catch (IOException e) {
            message.set(messages.text(Phrase.MESSAGE_CANNOT_FOLLOW, next.name(), String.valueOf(e.getMessage())));
        }
    }

    /** Shows a session as its run was, or follows its run if that is one of ours and goes on. */
    public void open(RecordedRun session) {
        LiveRun goingOn = liveRuns.get(session.runId());
        if (goingOn != null && !session.ended()) {
            open(goingOn);
            return;
        }
        RunSource source = new RunSource(
                RunSource.Kind.RECORDED, session.id(), session.runId(), session.name(), session.cluster());
        jobs.start(
                Phrase.JOB_OPEN_SESSION,
                session.name(),
                _ -> {
                    RunFold fold = new RunFold(source);
                    fold.accept(services.sessions().events(session.id()));
                    return fold.view(null);
                },
                opened -> {
                    lookAway();
                    perspective.set(Perspective.SEARCH);
                    show(opened);
                });
    }

    /** Starts a demo run as a job and follows it. */
    public void startDemo() {
        jobs.start(
                Phrase.JOB_DEMO,
                "",
                progress -> services.demo().start(new LaunchWords(messages, progress)),
                this::open);
    }

    /** Asks the run that is followed to end. */
    public void stop() {
        LiveRun stopped = liveRun;
        if (stopped != null) {
            jobs.start(
                    Phrase.JOB_STOP,
                    stopped.name(),
                    _ -> {
                        stopped.requestStop(messages.text(Phrase.STOP_REASON));
                        return stopped;
                    },
                    _ -> message.set(messages.text(Phrase.MESSAGE_STOPPING, stopped.name())));
        }
    }

    /** Writes the report of what is shown, in the language that is spoken now. */
    public void export(Path folder) {
        RunView exported = view;
        if (exported != null) {
            String name = exported.source().name();
            Language language = messages.language();
            jobs.start(
                    Phrase.JOB_EXPORT,
                    name,
                    _ -> services.reports().export(exported.run(), language, folder),
                    file -> message.set(messages.text(Phrase.MESSAGE_EXPORTED, file)));
        }
    }

    /** Reads the list of sessions again; from any thread. */
    public void refreshSessions() {
        jobs.quietly(
                services.sessions()::list,
                sessions::show,
                problem -> message.set(messages.text(Phrase.MESSAGE_NO_SESSIONS, problem)));
    }

    private void show(RunView next) {
        boolean otherRun = view == null || !view.source().equals(next.source());
        boolean ended = view != null
                && !otherRun
                && !view.run().run().isOver()
                && next.run().run().isOver();
        boolean grew = next.source().isLive() && (otherRun || finished(view) != finished(next));
        view = next;
        run.show(next);
        header.show(next);
        cluster.show(next);
        history.show(next);
        log.show(next, otherRun);
        live.show(next, otherRun);
        if (grew) {
            refreshSessions();
        }
        if (ended) {
            // Whoever keeps the session may write its last event a moment later than it is shown.
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(this::refreshSessions);
        }
    }

    private static long finished(@Nullable RunView shown) {
        return shown == null ? 0 : shown.run().run().count(Outcome.FINISHED);
    }

    private void lookAway() {
        if (watcher != null) {
            watcher.close();
            watcher = null;
        }
        liveRun = null;
    }

    @Override
    public void close() {
        lookAway();
    }

    public Messages messages() {
        return messages;
    }

    public Jobs jobs() {
        return jobs;
    }

    public HeaderModel header() {
        return header;
    }

    public ClusterModel cluster() {
        return cluster;
    }

    public LiveModel live() {
        return live;
    }

    public HistoryModel history() {
        return history;
    }

    public LogModel log() {
        return log;
    }

    public RunModel run() {
        return run;
    }

    public SessionsModel sessions() {
        return sessions;
    }

    /** What the window is arranged for. */
    public ObjectProperty<Perspective> perspectiveProperty() {
        return perspective;
    }

    /** Says something in the bar at the bottom, one line. */
    public void say(String line) {
        message.set(line);
    }

    /** The last thing that is worth saying; empty if there is nothing. */
    public ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }
}
