package org.aiperf.app.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Group;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Path;
import org.aiperf.app.fx.FxThread;
import org.aiperf.app.model.LiveModel;
import org.aiperf.app.model.Mark;
import org.aiperf.app.model.NodeRow;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.theme.Icon;
import org.aiperf.app.topology.Box;
import org.aiperf.app.topology.Density;
import org.aiperf.app.topology.Point;
import org.aiperf.app.topology.TopologyLayout;
import org.aiperf.app.topology.Wire;

/** The cluster drawn: boxes and the wires between them. What moves on it is the engine's. */
final class TopologyPane extends Pane {
    private static final double LEGEND_HEIGHT = 26;

    private final LiveModel model;
    private final Group wires = new Group();
    private final Group boxes = new Group();
    private final VBox master = new VBox();
    private final Label masterName = new Label();
    private final Label masterDetail = new Label();
    private final HBox legend = new HBox(6);
    private final Map<String, NodeBox> bySlave = new HashMap<>();
    private Runnable onPlaced = () -> {};
    private boolean placing;
    private TopologyLayout layout = TopologyLayout.of(0, 400, 300);
    private List<NodeRow> slaves = List.of();
    private List<String> names = List.of();

    TopologyPane(LiveModel model) {
        this.model = model;
        getStyleClass().add("topology");
        master.getStyleClass().addAll("node-box", "node-master");
        master.setAlignment(Pos.CENTER);
        master.setManaged(false);
        masterName.getStyleClass().add("node-name");
        Icon mark = new Icon("mark-master");
        mark.getStyleClass().add("mark-master");
        masterName.setGraphic(mark);
        masterDetail.getStyleClass().add("muted");
        master.getChildren().addAll(masterName, masterDetail);
        legend.setManaged(false);
        legend.setAlignment(Pos.CENTER_LEFT);
        legend.getChildren()
                .addAll(
                        dot("packet-candidate"),
                        legendText(Phrase.LEGEND_CANDIDATES),
                        dot("packet-result"),
                        legendText(Phrase.LEGEND_RESULTS));
        wires.setManaged(false);
        boxes.setManaged(false);
        getChildren().addAll(wires, master, boxes, legend);
        masterName.textProperty().bind(model.messages().bind(Mark.MASTER.word()));
        model.cluster().slavesProperty().addListener((_, _, next) -> show(next));
        model.messages().languageProperty().addListener((_, _, _) -> show(slaves));
        show(model.cluster().slavesProperty().get());
    }

    private Label legendText(Phrase phrase) {
        Label label = new Label();
        label.textProperty().bind(model.messages().bind(phrase));
        label.getStyleClass().add("muted");
        label.setStyle("-fx-padding: 0 12 0 0;");
        return label;
    }

    static Circle dot(String style) {
        Circle dot = new Circle(3.5);
        dot.getStyleClass().add(style);
        return dot;
    }

    private void show(List<NodeRow> next) {
        slaves = next;
        masterDetail.setText(model.cluster().nameProperty().get());
        List<String> nextNames = next.stream().map(NodeRow::name).toList();
        if (!nextNames.equals(names)) {
            names = nextNames;
            bySlave.clear();
            boxes.getChildren().clear();
            for (String name : names) {
                NodeBox box = new NodeBox(model, this::placed);
                bySlave.put(name, box);
                boxes.getChildren().add(box);
            }
            requestLayout();
        }
        boolean any = !next.isEmpty();
        master.setVisible(any);
        legend.setVisible(any);
        fill();
    }

    private void fill() {
        for (NodeRow slave : slaves) {
            NodeBox box = bySlave.get(slave.name());
            if (box != null) {
                box.show(slave, layout.density());
            }
        }
    }

    @Override
    protected void layoutChildren() {
        layout = TopologyLayout.of(names.size(), getWidth(), getHeight() - LEGEND_HEIGHT);
        fill();
        Box top = layout.master();
        master.resizeRelocate(Math.rint(top.x()), Math.rint(top.y()), top.width(), top.height());
        List<Path> paths = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            NodeBox box = bySlave.get(names.get(i));
            Box place = layout.slaves().get(i);
            if (box != null) {
                box.resize(Math.rint(place.width() / layout.scale()), Math.rint(place.height() / layout.scale()));
                box.relocate(Math.rint(place.x()), Math.rint(place.y()));
                box.setScaleX(layout.scale());
                box.setScaleY(layout.scale());
            }
            paths.add(Wire.path(layout.wires().get(i)));
        }
        wires.getChildren().setAll(paths);
        legend.autosize();
        legend.relocate(TopologyLayout.MARGIN, getHeight() - LEGEND_HEIGHT + 2);
        placed();
    }

    /** Tells once, however many boxes were placed. */
    private void placed() {
        if (!placing) {
            placing = true;
            FxThread.later(() -> {
                placing = false;
                onPlaced.run();
            });
        }
    }

    /** Called after the boxes have got their places. */
    void setOnPlaced(Runnable action) {
        onPlaced = action;
    }

    /** The corners of a slave's wire, from the master. */
    Optional<List<Point>> wire(String slave) {
        int index = names.indexOf(slave);
        return index < 0 || index >= layout.wires().size()
                ? Optional.empty()
                : Optional.of(layout.wires().get(index));
    }

    /** How far a pulse may reach without covering what stands beside the mark. */
    double haloRadius() {
        return layout.density() == Density.TINY ? 8 : 13;
    }

    /** The middle of a slave's mark. */
    Optional<Point> mark(String slave) {
        NodeBox box = bySlave.get(slave);
        if (box == null) {
            return Optional.empty();
        }
        return Optional.of(box.markCentre());
    }
}
