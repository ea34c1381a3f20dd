package org.aiperf.app.view;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import org.aiperf.app.clusters.ClustersModel;
import org.aiperf.app.clusters.Finding;
import org.aiperf.app.clusters.NodeState;
import org.aiperf.app.clusters.ProbedNode;
import org.aiperf.app.clusters.SlurmState;
import org.aiperf.app.model.Mark;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.text.Units;
import org.aiperf.problems.Problem;
import org.jspecify.annotations.Nullable;

/** Everything that should be mended about the cluster that is open: in its file, on its nodes, in Slurm's files. */
final class ProblemList extends ListView<ProblemList.Row> {
    /**
     * A line of the list.
     *
     * @param where a file and line, or how it was found
     * @param node to select with it; empty if it is about none
     */
    record Row(Mark mark, String who, String what, String where, String fix, String node) {}

    private static final double EDGES = 84;

    private final ClustersModel model;
    private final Messages messages;
    private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper();

    ProblemList(ClustersModel model) {
        this.model = model;
        this.messages = model.messages();
        setId("problems");
        setCellFactory(_ -> new Cell());
        accessibleTextProperty().bind(messages.bind(Phrase.PANEL_PROBLEMS));
        Label nothing = new Label();
        nothing.textProperty().bind(messages.bind(Phrase.PROBLEMS_EMPTY));
        nothing.getStyleClass().add("muted");
        setPlaceholder(nothing);
        model.problemsProperty().subscribe(this::fill);
        model.probe().findingsProperty().subscribe(this::fill);
        model.probe().nodesProperty().subscribe(this::fill);
        model.slurm().stateProperty().subscribe(this::fill);
        messages.languageProperty().subscribe(this::fill);
        getSelectionModel().selectedItemProperty().addListener((_, _, row) -> {
            if (row != null && !row.node().isEmpty()) {
                model.selectedNodeProperty().set(row.node());
            }
        });
    }

    /** How many have to be mended. */
    ReadOnlyIntegerProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    private void fill() {
        List<Row> rows = new ArrayList<>();
        for (Problem problem : model.problemsProperty().get()) {
            rows.add(new Row(Mark.LOST, problem.key(), problem.message(), place(problem), problem.fix(), ""));
        }
        for (Finding finding : model.probe().findingsProperty().get()) {
            rows.add(new Row(
                    finding.isBroken() ? Mark.LOST : Mark.STARTING,
                    finding.node(),
                    finding.what(messages),
                    messages.text(Phrase.PROBLEM_OF_PROBE),
                    finding.fix(messages),
                    finding.node()));
        }
        for (Problem problem : slurmProblems()) {
            rows.add(new Row(Mark.LOST, problem.key(), problem.message(), place(problem), problem.fix(), ""));
        }
        count.set(rows.size());
        long seen = model.probe().nodesProperty().get().stream()
                .filter(node -> node.facts().isPresent())
                .count();
        if (seen > 0 && !model.probe().runningProperty().get()) {
            rows.add(new Row(Mark.DONE, "", summary(seen), "", "", ""));
        }
        if (!rows.equals(getItems())) {
            getItems().setAll(rows);
        }
    }

    private String summary(long seen) {
        List<ProbedNode> nodes = model.probe().nodesProperty().get();
        long ready =
                nodes.stream().filter(node -> node.state() == NodeState.READY).count();
        long shared =
                nodes.stream().filter(node -> node.sharesFolder().orElse(false)).count();
        return messages.text(
                Phrase.PROBE_SUMMARY,
                Units.count(seen),
                Units.count(nodes.size()),
                Units.count(ready),
                Units.count(shared));
    }

    private List<Problem> slurmProblems() {
        return switch (model.slurm().stateProperty().get()) {
            case SlurmState.Drafted drafted -> drafted.draft().problems();
            case SlurmState.Compared compared -> compared.draft().problems();
            case SlurmState.Nothing _, SlurmState.Undescribed _, SlurmState.GoingBack _ -> List.of();
        };
    }

    private static String place(Problem problem) {
        String name = problem.file().substring(problem.file().lastIndexOf('/') + 1);
        return problem.line() > 0 ? name + ":" + problem.line() : name;
    }

    private final class Cell extends ListCell<Row> {
        private final MarkIcon mark = new MarkIcon();
        private final Label who = new Label();
        private final Text what = new Text();
        private final Label where = new Label();
        private final Text fix = new Text();
        private final HBox first = new HBox(8, mark, who, what, where);
        private final VBox box = new VBox(2, first, fix);

        Cell() {
            first.setAlignment(Pos.TOP_LEFT);
            HBox.setMargin(mark, new Insets(4, 0, 0, 0));
            who.getStyleClass().add("strong");
            who.setMinWidth(USE_PREF_SIZE);
            where.getStyleClass().add("muted");
            where.setMinWidth(USE_PREF_SIZE);
            what.getStyleClass().add("table-text");
            fix.getStyleClass().add("muted-text");
            VBox.setMargin(fix, new Insets(0, 0, 0, 18));
            // A list asks its cells how high they are without any width, so texts are told theirs.
            what.wrappingWidthProperty()
                    .bind(ProblemList.this
                            .widthProperty()
                            .subtract(EDGES)
                            .subtract(who.widthProperty())
                            .subtract(where.widthProperty()));
            fix.wrappingWidthProperty().bind(ProblemList.this.widthProperty().subtract(EDGES));
            setPrefWidth(1);
        }

        @Override
        protected void updateItem(@Nullable Row row, boolean empty) {
            super.updateItem(row, empty);
            setText(null);
            if (empty || row == null) {
                setGraphic(null);
                return;
            }
            mark.show(row.mark());
            show(who, row.who());
            what.setText(row.what());
            show(where, row.where());
            fix.setText(row.fix());
            fix.setManaged(!row.fix().isEmpty());
            setAccessibleText(String.join(" ", row.who(), row.what(), row.where(), row.fix()));
            setGraphic(box);
        }

        private void show(Label label, String text) {
            label.setText(text);
            label.setManaged(!text.isEmpty());
            label.setVisible(!text.isEmpty());
        }
    }
}
