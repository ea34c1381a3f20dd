package org.aiperf.app.job;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.aiperf.app.fx.FxThread;
import org.aiperf.app.text.Phrase;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.jspecify.annotations.Nullable;

/** Starts long work and lists it, the newest first. Used on the JavaFX thread; the work runs elsewhere. */
public final class Jobs {
    private static final int KEPT = 50;

    private final ObservableList<JobEntry> entries = FXCollections.observableArrayList();
    private final ObservableList<JobEntry> readOnly = FXCollections.unmodifiableObservableList(entries);

    public ObservableList<JobEntry> entries() {
        return readOnly;
    }

    /**
     * Starts work.
     *
     * @param done given the result on the JavaFX thread, unless the work failed or was cancelled
     */
    public <T> JobEntry start(Phrase title, String subject, Work<T> work, Consumer<T> done) {
        Running<T> job = new Running<>(title, subject, work, done);
        entries.addFirst(job.entry);
        while (entries.size() > KEPT && !entries.getLast().isRunning()) {
            entries.removeLast();
        }
        job.schedule();
        return job.entry;
    }

    /** Reads something small that needs no line in the list. */
    public <T> void quietly(Callable<T> work, Consumer<T> done, Consumer<String> failed) {
        Thread.ofVirtual().name("reading").start(() -> {
            try {
                T result = work.call();
                FxThread.run(() -> done.accept(result));
            } catch (Exception e) {
                FxThread.run(() -> failed.accept(oneLine(e)));
            }
        });
    }

    private static String oneLine(Exception e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }

    /** Removes what has ended from the list. */
    public void clearEnded() {
        entries.removeIf(entry -> !entry.isRunning());
    }

    private static final class Running<T> extends Job {
        private final Work<T> work;
        private final Consumer<T> done;
        private final JobEntry entry;
        private volatile @Nullable Thread thread;

        Running(Phrase title, String subject, Work<T> work, Consumer<T> done) {
            super(title.key());
            this.work = work;
            this.done = done;
            this.entry = new JobEntry(title, subject, this::cancel);
        }

        @Override
        protected IStatus run(IProgressMonitor monitor) {
            thread = Thread.currentThread();
            try {
                T result = work.run(progress(monitor));
                FxThread.run(() -> {
                    entry.end(JobEntry.State.DONE, "");
                    done.accept(result);
                });
            } catch (InterruptedException | CancellationException e) {
                FxThread.run(() -> entry.end(JobEntry.State.CANCELLED, ""));
            } catch (Exception e) {
                FxThread.run(() ->
                        entry.end(monitor.isCanceled() ? JobEntry.State.CANCELLED : JobEntry.State.FAILED, oneLine(e)));
            } finally {
                thread = null;
                Thread.interrupted();
            }
            return Status.OK_STATUS;
        }

        private Progress progress(IProgressMonitor monitor) {
            return new Progress() {
                @Override
                public void report(double fraction, String doing) {
                    FxThread.run(() -> entry.report(fraction, doing));
                }

                @Override
                public boolean isCancelled() {
                    return monitor.isCanceled();
                }
            };
        }

        @Override
        protected void canceling() {
            Thread running = thread;
            if (running != null) {
                running.interrupt();
            }
        }
    }
}
