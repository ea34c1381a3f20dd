package org.aiperf.app.job;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.aiperf.app.text.Phrase;

/** A job as the list shows it. Its properties change on the JavaFX thread only. */
public final class JobEntry {
    /** Where a job stands. */
    public enum State {
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    private final Phrase title;
    private final String subject;
    private final Runnable cancel;
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(-1);
    private final ReadOnlyStringWrapper detail = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.RUNNING);

    JobEntry(Phrase title, String subject, Runnable cancel) {
        this.title = title;
        this.subject = subject;
        this.cancel = cancel;
    }

    public Phrase title() {
        return title;
    }

    /** What it is about: a run, a folder; empty if the title says all. */
    public String subject() {
        return subject;
    }

    /** From 0 to 1; negative while unknown. */
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** What it is doing, or why it failed. */
    public ReadOnlyStringProperty detailProperty() {
        return detail.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public boolean isRunning() {
        return state.get() == State.RUNNING;
    }

    /** Asks the work to stop; it says itself when it has. */
    public void cancel() {
        cancel.run();
    }

    void report(double fraction, String doing) {
        if (isRunning()) {
            progress.set(fraction);
            detail.set(doing);
        }
    }

    void end(State how, String why) {
        progress.set(how == State.DONE ? 1 : Math.max(0, progress.get()));
        detail.set(why);
        state.set(how);
    }
}
