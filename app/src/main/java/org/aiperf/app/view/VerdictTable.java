package org.aiperf.app.view;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.text.Text;
import org.aiperf.app.clusters.PreflightModel;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.launch.Verdict;
import org.jspecify.annotations.Nullable;

/** The checks before a run: what came of each, what it saw, and how to mend it. */
final class VerdictTable extends TableView<Verdict> {
    private static final double EDGES = 22;

    private final Messages messages;

    VerdictTable(PreflightModel model, Messages messages) {
        this.messages = messages;
        setId("verdicts");
        getStyleClass().add("dense");
        accessibleTextProperty().bind(messages.bind(Phrase.PANEL_PREFLIGHT));
        setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        Label nothing = new Label();
        nothing.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> messages.text(
                                model.runningProperty().get() ? Phrase.PREFLIGHT_RUNNING : Phrase.PREFLIGHT_EMPTY),
                        model.runningProperty(),
                        messages.languageProperty()));
        nothing.getStyleClass().add("muted");
        setPlaceholder(nothing);
        getColumns()
                .setAll(List.of(
                        verdict(),
                        column("node", Phrase.COLUMN_NODE, 110, Verdict::node),
                        column("check", Phrase.COLUMN_CHECK, 140, one -> messages.text(PreflightModel.check(one))),
                        column("seen", Phrase.COLUMN_SEEN, 330, Verdict::seen),
                        column("fix", Phrase.COLUMN_FIX, 330, PreflightModel::fix)));
        model.verdictsProperty().subscribe(verdicts -> getItems().setAll(worstFirst(verdicts)));
        messages.languageProperty().addListener((_, _, _) -> refresh());
    }

    /** What keeps a run from working is what people look for. */
    private static List<Verdict> worstFirst(List<Verdict> verdicts) {
        return verdicts.stream()
                .sorted(Comparator.comparingInt(VerdictTable::rank))
                .toList();
    }

    private static int rank(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Fail _ -> 0;
            case Verdict.Warn _ -> 1;
            case Verdict.Pass _ -> 2;
        };
    }

    private TableColumn<Verdict, Verdict> verdict() {
        TableColumn<Verdict, Verdict> column = column("verdict", Phrase.COLUMN_VERDICT, 96, _ -> "");
        column.setComparator(Comparator.comparingInt(VerdictTable::rank));
        column.setCellFactory(_ -> new TableCell<>() {
            private final MarkIcon mark = new MarkIcon();

            @Override
            protected void updateItem(@Nullable Verdict verdict, boolean empty) {
                super.updateItem(verdict, empty);
                setGraphic(null);
                setText(null);
                if (!empty && verdict != null) {
                    setGraphic(mark);
                    mark.show(PreflightModel.mark(verdict));
                    setText(messages.text(PreflightModel.word(verdict)));
                    setGraphicTextGap(7);
                }
            }
        });
        return column;
    }

    private TableColumn<Verdict, Verdict> column(
            String id, Phrase title, double width, Function<Verdict, String> text) {
        TableColumn<Verdict, Verdict> column = new TableColumn<>();
        column.setId("column-" + id);
        column.textProperty().bind(messages.bind(title));
        column.setPrefWidth(width);
        column.setMinWidth(Math.min(width, 150));
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setComparator(Comparator.comparing(text));
        column.setCellFactory(_ -> new TableCell<>() {
            private final Text shown = new Text();

            @Override
            protected void updateItem(@Nullable Verdict verdict, boolean empty) {
                super.updateItem(verdict, empty);
                shown.getStyleClass().setAll("table-text");
                shown.wrappingWidthProperty().bind(column.widthProperty().subtract(EDGES));
                shown.setText(empty || verdict == null ? "" : text.apply(verdict));
                setText(null);
                setGraphic(empty || verdict == null ? null : shown);
            }
        });
        return column;
    }
}
