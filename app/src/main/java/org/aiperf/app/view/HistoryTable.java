package org.aiperf.app.view;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import org.aiperf.app.model.HistoryModel;
import org.aiperf.app.model.TrialRow;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.text.Units;
import org.jspecify.annotations.Nullable;

/** The model history. Every column sorts by its value, not by its text. */
final class HistoryTable extends TableView<TrialRow> {
    private static final String NONE = "–";

    private final Messages messages;

    HistoryTable(HistoryModel model, Messages messages) {
        this.messages = messages;
        setId("history");
        getStyleClass().add("dense");
        SortedList<TrialRow> sorted = new SortedList<>(model.shown());
        sorted.comparatorProperty().bind(comparatorProperty());
        setItems(sorted);
        accessibleTextProperty().bind(messages.bind(Phrase.PANEL_HISTORY));
        Label nothing = new Label();
        nothing.textProperty().bind(messages.bind(Phrase.HISTORY_EMPTY));
        nothing.getStyleClass().add("muted");
        setPlaceholder(nothing);
        setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        TableColumn<TrialRow, TrialRow> trial =
                number("trial", Phrase.COLUMN_TRIAL, 64, TrialRow::trial, row -> Integer.toString(row.trial()));
        getColumns()
                .setAll(List.of(
                        trial,
                        number(
                                "from",
                                Phrase.COLUMN_FROM,
                                64,
                                TrialRow::parent,
                                row -> row.hasParent() ? Integer.toString(row.parent()) : NONE),
                        morphism(),
                        text("worker", Phrase.COLUMN_WORKER, 130, row -> row.worker() == null ? NONE : row.worker()),
                        number("epochs", Phrase.COLUMN_EPOCHS, 80, TrialRow::epochs, HistoryTable::epochs),
                        number(
                                "accuracy",
                                Phrase.COLUMN_ACCURACY,
                                92,
                                TrialRow::accuracy,
                                row -> orNone(row.accuracy(), Units.fraction(row.accuracy()))),
                        number(
                                "ops",
                                Phrase.COLUMN_OPS,
                                120,
                                TrialRow::operationsPerImage,
                                row -> Units.operations((double) row.operationsPerImage())),
                        number(
                                "parameters",
                                Phrase.COLUMN_PARAMETERS,
                                110,
                                TrialRow::parameters,
                                row -> Units.brief((double) row.parameters())),
                        number(
                                "rate",
                                Phrase.COLUMN_RATE,
                                110,
                                TrialRow::rate,
                                row -> orNone(row.rate(), Units.rate(row.rate()))),
                        state()));
        trial.setSortType(TableColumn.SortType.DESCENDING);
        getSortOrder().add(trial);
        messages.languageProperty().addListener((_, _, _) -> refresh());
    }

    private static String orNone(double value, String text) {
        return Double.isNaN(value) ? NONE : text;
    }

    private static String epochs(TrialRow row) {
        if (row.plannedEpochs() == 0) {
            return NONE;
        }
        return row.epochs() == row.plannedEpochs()
                ? Integer.toString(row.epochs())
                : row.epochs() + " / " + row.plannedEpochs();
    }

    private TableColumn<TrialRow, TrialRow> column(String id, Phrase title, double width, Comparator<TrialRow> order) {
        TableColumn<TrialRow, TrialRow> column = new TableColumn<>();
        column.setId(id);
        column.textProperty().bind(messages.bind(title));
        column.setPrefWidth(width);
        column.setMinWidth(48);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setComparator(order);
        return column;
    }

    private TableColumn<TrialRow, TrialRow> number(
            String id, Phrase title, double width, ToDoubleFunction<TrialRow> value, Function<TrialRow, String> text) {
        ToDoubleFunction<TrialRow> known = row -> {
            double number = value.applyAsDouble(row);
            return Double.isNaN(number) ? Double.NEGATIVE_INFINITY : number;
        };
        TableColumn<TrialRow, TrialRow> column = column(id, title, width, Comparator.comparingDouble(known));
        column.getStyleClass().add("numeric");
        column.setCellFactory(_ -> new TextCell(text));
        return column;
    }

    private TableColumn<TrialRow, TrialRow> text(
            String id, Phrase title, double width, Function<TrialRow, String> text) {
        TableColumn<TrialRow, TrialRow> column = column(id, title, width, Comparator.comparing(text));
        column.setCellFactory(_ -> new TextCell(text));
        return column;
    }

    private TableColumn<TrialRow, TrialRow> morphism() {
        TableColumn<TrialRow, TrialRow> column =
                column("morphism", Phrase.COLUMN_MORPHISM, 170, Comparator.comparing(TrialRow::morphism));
        column.setCellFactory(_ -> new ChipCell());
        return column;
    }

    private TableColumn<TrialRow, TrialRow> state() {
        TableColumn<TrialRow, TrialRow> column =
                column("state", Phrase.COLUMN_STATE, 190, Comparator.comparing(TrialRow::state));
        column.setCellFactory(_ -> new StateCell());
        return column;
    }

    private static final class TextCell extends TableCell<TrialRow, TrialRow> {
        private final Function<TrialRow, String> text;

        TextCell(Function<TrialRow, String> text) {
            this.text = text;
        }

        @Override
        protected void updateItem(@Nullable TrialRow row, boolean empty) {
            super.updateItem(row, empty);
            setText(empty || row == null ? null : text.apply(row));
        }
    }

    private static final class ChipCell extends TableCell<TrialRow, TrialRow> {
        private final Label chip = new Label();

        ChipCell() {
            chip.getStyleClass().add("chip");
        }

        @Override
        protected void updateItem(@Nullable TrialRow row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                setGraphic(null);
            } else {
                chip.setText(row.morphism());
                setGraphic(chip);
            }
        }
    }

    private final class StateCell extends TableCell<TrialRow, TrialRow> {
        private final MarkIcon mark = new MarkIcon();

        StateCell() {
            setGraphicTextGap(7);
        }

        @Override
        protected void updateItem(@Nullable TrialRow row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                setGraphic(null);
                setText(null);
                setTooltip(null);
            } else {
                mark.show(row.state());
                setGraphic(mark);
                setText(words(row));
                setTooltip(row.reason().isEmpty() ? null : new Tooltip(row.reason()));
            }
        }

        private String words(TrialRow row) {
            String word = messages.text(row.state().word());
            String again = row.attempt() > 1 ? " · " + messages.text(Phrase.STATE_ATTEMPT, row.attempt()) : "";
            return word + again;
        }
    }
}
