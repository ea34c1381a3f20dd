package org.aiperf.app.view;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.layout.HBox;
import org.aiperf.app.model.ClusterModel;
import org.aiperf.app.model.LiveModel;
import org.aiperf.app.model.Mark;
import org.aiperf.app.model.NodeRow;
import org.aiperf.app.text.Phrase;
import org.jspecify.annotations.Nullable;

/** The cluster as a tree: its master, and its slaves with how they stand. */
final class ClusterTree extends TreeView<ClusterTree.Line> {
    /** A line of the tree. */
    sealed interface Line {
        record Cluster(String name) implements Line {}

        record Master() implements Line {}

        record Slave(NodeRow node) implements Line {}
    }

    private final LiveModel live;
    private final TreeItem<Line> root = new TreeItem<>(new Line.Cluster(""));
    private final TreeItem<Line> master = new TreeItem<>(new Line.Master());

    ClusterTree(LiveModel live) {
        this.live = live;
        setId("cluster-tree");
        setRoot(root);
        setCellFactory(_ -> new Cell());
        accessibleTextProperty().bind(live.messages().bind(Phrase.PANEL_CLUSTER));
        root.setExpanded(true);
        setShowRoot(false);
        ClusterModel cluster = live.cluster();
        cluster.slavesProperty()
                .addListener((_, _, slaves) -> show(cluster.nameProperty().get(), slaves));
        live.messages().languageProperty().addListener((_, _, _) -> refresh());
        show(cluster.nameProperty().get(), cluster.slavesProperty().get());
    }

    private void show(String cluster, List<NodeRow> slaves) {
        setShowRoot(!cluster.isEmpty());
        root.setValue(new Line.Cluster(cluster));
        if (cluster.isEmpty()) {
            root.getChildren().clear();
            return;
        }
        if (root.getChildren().isEmpty()) {
            root.getChildren().add(master);
        }
        var children = root.getChildren();
        while (children.size() > slaves.size() + 1) {
            children.removeLast();
        }
        for (int i = 0; i < slaves.size(); i++) {
            Line line = new Line.Slave(slaves.get(i));
            if (i + 1 < children.size()) {
                children.get(i + 1).setValue(line);
            } else {
                children.add(new TreeItem<>(line));
            }
        }
    }

    private final class Cell extends TreeCell<Line> {
        private final MarkIcon mark = new MarkIcon();
        private final Label name = new Label();
        private final Label detail = new Label();
        private final HBox box = new HBox(7, mark, name, detail);

        Cell() {
            box.setAlignment(Pos.CENTER_LEFT);
            detail.getStyleClass().add("muted");
            name.setMinWidth(USE_PREF_SIZE);
            // Narrower than any text: the detail is shortened instead of the tree scrolling sideways.
            setPrefWidth(1);
        }

        @Override
        protected void updateItem(@Nullable Line line, boolean empty) {
            super.updateItem(line, empty);
            setText(null);
            if (empty || line == null) {
                setGraphic(null);
                return;
            }
            setGraphic(box);
            name.getStyleClass().setAll("label", line instanceof Line.Cluster ? "strong" : "plain");
            switch (line) {
                case Line.Cluster cluster -> {
                    showMark(null);
                    name.setText(cluster.name());
                    detail.setText("");
                }
                case Line.Master _ -> {
                    showMark(Mark.MASTER);
                    name.setText(live.messages().text(Mark.MASTER.word()));
                    detail.setText("");
                }
                case Line.Slave slave -> {
                    showMark(slave.node().mark());
                    name.setText(slave.node().name());
                    detail.setText(detail(slave.node()));
                }
            }
            setAccessibleText(name.getText() + " " + detail.getText());
        }

        private void showMark(@Nullable Mark shown) {
            mark.setVisible(shown != null);
            mark.setManaged(shown != null);
            if (shown != null) {
                mark.show(shown);
            }
        }

        private String detail(NodeRow node) {
            String word = live.state(node);
            return node.accelerator().isEmpty() ? word : word + " · " + node.accelerator();
        }
    }
}
