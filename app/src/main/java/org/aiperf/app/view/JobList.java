package org.aiperf.app.view;

import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.aiperf.app.job.JobEntry;
import org.aiperf.app.job.Jobs;
import org.aiperf.app.model.Mark;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.theme.Icon;
import org.jspecify.annotations.Nullable;

/** The jobs, the newest first: what they do, how far they are, and a button to cancel. */
final class JobList extends ListView<JobEntry> {
    private final Messages messages;

    JobList(Jobs jobs, Messages messages) {
        super(jobs.entries());
        this.messages = messages;
        getStyleClass().add("job-list");
        setCellFactory(_ -> new Cell());
        setFocusTraversable(false);
        accessibleTextProperty().bind(messages.bind(Phrase.PANEL_JOBS));
        Label nothing = new Label();
        nothing.textProperty().bind(messages.bind(Phrase.JOBS_EMPTY));
        nothing.getStyleClass().add("muted");
        setPlaceholder(nothing);
        messages.languageProperty().addListener((_, _, _) -> refresh());
    }

    private final class Cell extends ListCell<JobEntry> {
        private final MarkIcon mark = new MarkIcon();
        private final Label title = new Label();
        private final Label state = new Label();
        private final Label detail = new Label();
        private final ProgressBar bar = new ProgressBar();
        private final Button cancel = new Button();
        private final VBox box;
        private Subscription states = Subscription.EMPTY;

        Cell() {
            state.getStyleClass().add("muted");
            state.setMinWidth(Region.USE_PREF_SIZE);
            detail.getStyleClass().add("muted");
            detail.setWrapText(true);
            bar.setMaxWidth(Double.MAX_VALUE);
            bar.getStyleClass().add("job-bar");
            cancel.setGraphic(new Icon("clear"));
            cancel.getStyleClass().addAll("tool", "small-tool");
            cancel.accessibleTextProperty().bind(messages.bind(Phrase.ACTION_CANCEL));
            Region filler = new Region();
            HBox.setHgrow(filler, Priority.ALWAYS);
            HBox first = new HBox(7, mark, title, filler, state, cancel);
            first.setAlignment(Pos.CENTER_LEFT);
            box = new VBox(4, first, bar, detail);
            prefWidthProperty().bind(JobList.this.widthProperty().subtract(24));
        }

        @Override
        protected void updateItem(@Nullable JobEntry job, boolean empty) {
            super.updateItem(job, empty);
            unbind();
            setText(null);
            if (empty || job == null) {
                setGraphic(null);
                return;
            }
            setGraphic(box);
            String subject = job.subject().isEmpty() ? "" : " · " + job.subject();
            title.setText(messages.text(job.title()) + subject);
            bar.progressProperty().bind(job.progressProperty());
            detail.textProperty().bind(job.detailProperty());
            detail.visibleProperty().bind(job.detailProperty().isNotEmpty());
            detail.managedProperty().bind(detail.visibleProperty());
            state.textProperty()
                    .bind(Bindings.createStringBinding(
                            () -> messages.text(word(job.stateProperty().get())), job.stateProperty()));
            cancel.visibleProperty().bind(job.stateProperty().isEqualTo(JobEntry.State.RUNNING));
            cancel.managedProperty().bind(cancel.visibleProperty());
            cancel.setOnAction(_ -> job.cancel());
            bar.visibleProperty().bind(job.stateProperty().isEqualTo(JobEntry.State.RUNNING));
            bar.managedProperty().bind(bar.visibleProperty());
            states = job.stateProperty().subscribe(this::restyle);
        }

        private void restyle(JobEntry.State now) {
            mark.show(
                    switch (now) {
                        case RUNNING -> Mark.TRAINING;
                        case DONE -> Mark.DONE;
                        case FAILED -> Mark.FAILED;
                        case CANCELLED -> Mark.STOPPED;
                    });
            detail.getStyleClass().setAll("label", now == JobEntry.State.FAILED ? "trouble" : "muted");
        }

        private void unbind() {
            states.unsubscribe();
            bar.progressProperty().unbind();
            detail.textProperty().unbind();
            detail.visibleProperty().unbind();
            detail.managedProperty().unbind();
            state.textProperty().unbind();
            cancel.visibleProperty().unbind();
            cancel.managedProperty().unbind();
            bar.visibleProperty().unbind();
            bar.managedProperty().unbind();
        }

        private static Phrase word(JobEntry.State state) {
            return switch (state) {
                case RUNNING -> Phrase.JOB_RUNNING;
                case DONE -> Phrase.JOB_DONE;
                case FAILED -> Phrase.JOB_FAILED;
                case CANCELLED -> Phrase.JOB_CANCELLED;
            };
        }
    }
}
