package org.aiperf.app.view;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.aiperf.app.model.Mark;
import org.aiperf.app.model.SessionsModel;
import org.aiperf.app.model.WorkbenchModel;
import org.aiperf.app.services.RecordedRun;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.jspecify.annotations.Nullable;

/** The sessions that are kept; a double click or Enter opens one. */
final class SessionList extends ListView<RecordedRun> {
    private final SessionsModel model;

    SessionList(WorkbenchModel workbench) {
        super(workbench.sessions().all());
        model = workbench.sessions();
        Messages messages = workbench.messages();
        setId("sessions");
        setCellFactory(_ -> new Cell());
        accessibleTextProperty().bind(messages.bind(Phrase.PANEL_SESSIONS));
        Label nothing = new Label();
        nothing.textProperty().bind(messages.bind(Phrase.SESSIONS_EMPTY));
        nothing.getStyleClass().add("muted");
        nothing.setWrapText(true);
        setPlaceholder(nothing);
        setOnMouseClicked(click -> {
            if (click.getClickCount() == 2) {
                open(workbench);
            }
        });
        setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER) {
                open(workbench);
            }
        });
        messages.languageProperty().addListener((_, _, _) -> refresh());
    }

    private void open(WorkbenchModel workbench) {
        RecordedRun selected = getSelectionModel().getSelectedItem();
        if (selected != null) {
            workbench.open(selected);
        }
    }

    private final class Cell extends ListCell<RecordedRun> {
        private final MarkIcon mark = new MarkIcon();
        private final Label name = new Label();
        private final Label started = new Label();
        private final Label summary = new Label();
        private final VBox box;

        Cell() {
            name.getStyleClass().add("strong");
            started.getStyleClass().add("muted");
            summary.getStyleClass().add("muted");
            started.setMinWidth(USE_PREF_SIZE);
            Region filler = new Region();
            HBox.setHgrow(filler, Priority.ALWAYS);
            HBox first = new HBox(7, mark, name, filler);
            first.setAlignment(Pos.CENTER_LEFT);
            HBox second = new HBox(7, started);
            VBox lines = new VBox(1, first, second, summary);
            box = lines;
            box.setFillWidth(true);
            prefWidthProperty().bind(SessionList.this.widthProperty().subtract(24));
        }

        @Override
        protected void updateItem(@Nullable RecordedRun run, boolean empty) {
            super.updateItem(run, empty);
            setText(null);
            if (empty || run == null) {
                setGraphic(null);
                return;
            }
            mark.show(run.ended() ? Mark.DONE : Mark.TRAINING);
            name.setText(run.name());
            started.setText(model.started(run));
            summary.setText(model.summary(run));
            setGraphic(box);
        }
    }
}
