package org.aiperf.app.view;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import org.aiperf.app.fx.FxThread;
import org.aiperf.app.model.LogModel;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.runs.Recorded;
import org.jspecify.annotations.Nullable;

/** The events, one line each. It stays at its end while nobody has scrolled away. */
final class LogList extends ListView<Recorded> {
    private final LogModel model;

    LogList(LogModel model, Messages messages) {
        super(model.shown());
        this.model = model;
        setId("log");
        getStyleClass().add("dense");
        setFixedCellSize(24);
        setCellFactory(_ -> new Cell());
        accessibleTextProperty().bind(messages.bind(Phrase.PANEL_LOG));
        Label nothing = new Label();
        nothing.textProperty().bind(messages.bind(Phrase.LOG_EMPTY));
        nothing.getStyleClass().add("muted");
        setPlaceholder(nothing);
        model.shown().subscribe(() -> FxThread.later(this::followEnd));
        messages.languageProperty().addListener((_, _, _) -> refresh());
    }

    private void followEnd() {
        if (getSelectionModel().isEmpty() && !getItems().isEmpty()) {
            scrollTo(getItems().size() - 1);
        }
    }

    private final class Cell extends ListCell<Recorded> {
        private final Label time = new Label();
        private final Label words = new Label();
        private final HBox box = new HBox(12, time, words);

        Cell() {
            box.setAlignment(Pos.CENTER_LEFT);
            time.getStyleClass().add("muted");
            time.setMinWidth(64);
        }

        @Override
        protected void updateItem(@Nullable Recorded recorded, boolean empty) {
            super.updateItem(recorded, empty);
            setText(null);
            if (empty || recorded == null) {
                setGraphic(null);
                return;
            }
            time.setText(model.time(recorded));
            words.setText(model.words(recorded));
            words.getStyleClass().setAll("label", model.isTrouble(recorded) ? "trouble" : "plain");
            setGraphic(box);
        }
    }
}
