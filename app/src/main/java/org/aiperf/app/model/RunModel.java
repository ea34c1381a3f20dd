package org.aiperf.app.model;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.text.Units;
import org.aiperf.app.watch.RunSource;
import org.aiperf.app.watch.RunView;
import org.aiperf.runs.RunState;
import org.jspecify.annotations.Nullable;

/** Which run is shown and how it stands. */
public final class RunModel {
    private final Messages messages;
    private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper elapsed = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(Double.NaN);
    private final ReadOnlyStringWrapper reason = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper connection = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper session = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper events = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper present = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyBooleanWrapper stoppable = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyBooleanWrapper recorded = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyBooleanWrapper watched = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyBooleanWrapper broken = new ReadOnlyBooleanWrapper(false);
    private @Nullable RunView view;

    RunModel(Messages messages) {
        this.messages = messages;
        messages.languageProperty().addListener((_, _, _) -> update());
        update();
    }

    void show(RunView next) {
        view = next;
        update();
    }

    private void update() {
        RunView now = view;
        present.set(now != null);
        if (now == null) {
            connection.set(messages.text(Phrase.CONNECTION_NONE));
            return;
        }
        RunState run = now.run().run();
        boolean live = now.source().isLive();
        name.set(now.source().name());
        recorded.set(!live);
        broken.set(now.broken() != null);
        watched.set(now.source().kind() == RunSource.Kind.WATCHED);
        stoppable.set(live && !watched.get() && !run.isOver() && !run.isStopping() && now.broken() == null);
        state.set(messages.text(statePhrase(run, live)));
        double seconds = (run.lastAtMillis() - run.startedAtMillis()) / 1e3;
        int planned = now.plannedSeconds();
        boolean counts = planned > 0 && !run.isOver();
        elapsed.set(
                counts
                        ? messages.text(Phrase.RUN_ELAPSED, Units.clock(seconds), Units.clock(planned))
                        : Units.clock(seconds));
        progress.set(counts && live ? Math.min(1, seconds / planned) : Double.NaN);
        String why = run.endReason() == null ? run.stopReason() : run.endReason();
        reason.set(why == null ? "" : why);
        connection.set(connection(now, run));
        session.set(
                now.source().session() > 0
                        ? messages.text(Phrase.SESSION_NUMBER, now.source().session())
                        : "");
        events.set(messages.text(Phrase.STATUS_EVENTS, Units.count(now.events().size())));
    }

    private String connection(RunView now, RunState run) {
        String cluster = now.source().cluster();
        if (now.broken() != null) {
            return messages.text(Phrase.CONNECTION_BROKEN, cluster, now.broken());
        }
        if (!now.source().isLive()) {
            return messages.text(Phrase.CONNECTION_RECORDED, cluster);
        }
        return messages.text(run.isOver() ? Phrase.CONNECTION_ENDED : Phrase.CONNECTION_LIVE, cluster);
    }

    private static Phrase statePhrase(RunState run, boolean live) {
        if (run.isOver()) {
            return Phrase.RUN_ENDED;
        }
        if (run.isStopping()) {
            return Phrase.RUN_STOPPING;
        }
        return live ? Phrase.RUN_RUNNING : Phrase.RUN_INCOMPLETE;
    }

    public ReadOnlyStringProperty nameProperty() {
        return name.getReadOnlyProperty();
    }

    /** Running, stopping, ended. */
    public ReadOnlyStringProperty stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** From the first event to the last, of the planned time while it goes on. */
    public ReadOnlyStringProperty elapsedProperty() {
        return elapsed.getReadOnlyProperty();
    }

    /** Why it ended or is asked to; empty while it just runs. */
    public ReadOnlyStringProperty reasonProperty() {
        return reason.getReadOnlyProperty();
    }

    /** The share of the planned time that has passed; NaN if the run is not going on. */
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty connectionProperty() {
        return connection.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty sessionProperty() {
        return session.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty eventsProperty() {
        return events.getReadOnlyProperty();
    }

    /** Whether any run is shown. */
    public ReadOnlyBooleanProperty presentProperty() {
        return present.getReadOnlyProperty();
    }

    /** Whether it can be asked to stop. */
    public ReadOnlyBooleanProperty stoppableProperty() {
        return stoppable.getReadOnlyProperty();
    }

    /** Whether it comes from a session. */
    public ReadOnlyBooleanProperty recordedProperty() {
        return recorded.getReadOnlyProperty();
    }

    /** Whether it is only watched: nothing here changes it. */
    public ReadOnlyBooleanProperty watchedProperty() {
        return watched.getReadOnlyProperty();
    }

    /** Whether its events no longer come though it goes on. */
    public ReadOnlyBooleanProperty brokenProperty() {
        return broken.getReadOnlyProperty();
    }
}
