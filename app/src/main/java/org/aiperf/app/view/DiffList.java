package org.aiperf.app.view;

import java.util.Locale;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.aiperf.app.clusters.DiffLine;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.problems.Problem;
import org.jspecify.annotations.Nullable;

/** The lines of a file with their numbers; those that come are green, those that go are red, wrong ones are marked. */
final class DiffList extends ListView<DiffLine> {
    DiffList(Messages messages) {
        setId("slurm-lines");
        setFixedCellSize(20);
        setCellFactory(_ -> new Cell());
        accessibleTextProperty().bind(messages.bind(Phrase.PANEL_SLURM));
    }

    private static final class Cell extends ListCell<DiffLine> {
        private final Label number = new Label();
        private final Label sign = new Label();
        private final Label text = new Label();
        private final HBox box = new HBox(6, number, sign, text);

        Cell() {
            box.setAlignment(Pos.CENTER_LEFT);
            number.getStyleClass().addAll("code", "line-number");
            sign.getStyleClass().addAll("code", "line-sign");
            text.getStyleClass().add("code");
            text.setMinWidth(USE_PREF_SIZE);
        }

        @Override
        protected void updateItem(@Nullable DiffLine line, boolean empty) {
            super.updateItem(line, empty);
            setText(null);
            getStyleClass().removeAll("line-kept", "line-added", "line-removed", "line-wrong");
            setTooltip(null);
            if (empty || line == null) {
                setGraphic(null);
                return;
            }
            getStyleClass().add("line-" + line.kind().name().toLowerCase(Locale.ROOT));
            number.setText(Integer.toString(line.number()));
            sign.setText(
                    switch (line.kind()) {
                        case KEPT -> " ";
                        case ADDED -> "+";
                        case REMOVED -> "−";
                    });
            text.setText(line.text());
            if (!line.problems().isEmpty()) {
                getStyleClass().add("line-wrong");
                setTooltip(new Tooltip(
                        line.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"))));
            }
            setAccessibleText(sign.getText() + " " + line.text());
            setGraphic(box);
        }
    }
}
