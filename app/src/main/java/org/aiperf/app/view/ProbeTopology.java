package org.aiperf.app.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Group;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Path;
import org.aiperf.app.clusters.ClustersModel;
import org.aiperf.app.clusters.ProbedNode;
import org.aiperf.app.topology.Box;
import org.aiperf.app.topology.Density;
import org.aiperf.app.topology.TopologyLayout;
import org.aiperf.app.topology.Wire;
import org.jspecify.annotations.Nullable;

/** The cluster that is open, drawn: its master on top, its slaves below it, with how each of them stands. */
final class ProbeTopology extends Pane {
    private static final double MASTER_STRETCH = 34;

    private final ClustersModel model;
    private final Group wires = new Group();
    private final Group boxes = new Group();
    private final Map<String, ProbeBox> byName = new HashMap<>();
    private List<String> names = List.of();
    private Density density = Density.ROOMY;

    ProbeTopology(ClustersModel model) {
        this.model = model;
        setId("cluster-topology");
        getStyleClass().add("topology");
        setMinSize(0, 0);
        wires.setManaged(false);
        boxes.setManaged(false);
        getChildren().addAll(wires, boxes);
        model.probe().nodesProperty().subscribe(this::show);
        model.selectedNodeProperty().subscribe(this::fill);
        model.messages().languageProperty().subscribe(this::fill);
    }

    private void show(List<ProbedNode> nodes) {
        List<String> next = nodes.stream().map(ProbedNode::name).toList();
        if (!next.equals(names)) {
            names = next;
            byName.clear();
            boxes.getChildren().clear();
            for (String name : names) {
                ProbeBox box = new ProbeBox(
                        model.messages(), () -> model.selectedNodeProperty().set(name));
                box.setId("node-" + name);
                byName.put(name, box);
                boxes.getChildren().add(box);
            }
            requestLayout();
        }
        fill();
    }

    private void fill() {
        for (ProbedNode node : model.probe().nodesProperty().get()) {
            ProbeBox box = byName.get(node.name());
            if (box != null) {
                box.show(
                        node,
                        node.isMaster() ? Density.ROOMY : density,
                        node.name().equals(model.selectedNodeProperty().get()));
            }
        }
    }

    @Override
    protected void layoutChildren() {
        List<ProbedNode> slaves = model.probe().nodesProperty().get().stream()
                .filter(node -> !node.isMaster())
                .toList();
        TopologyLayout layout = TopologyLayout.of(slaves.size(), getWidth(), getHeight());
        if (layout.density() != density) {
            density = layout.density();
            fill();
        }
        List<Path> paths = new ArrayList<>();
        for (int i = 0; i < slaves.size(); i++) {
            place(byName.get(slaves.get(i).name()), layout.slaves().get(i), layout.scale());
            paths.add(Wire.path(layout.wires().get(i)));
        }
        wires.getChildren().setAll(paths);
        Box top = layout.master();
        model.probe().nodesProperty().get().stream()
                .filter(ProbedNode::isMaster)
                .findFirst()
                .ifPresent(master -> place(
                        byName.get(master.name()),
                        new Box(top.x() - MASTER_STRETCH / 2, top.y(), top.width() + MASTER_STRETCH, top.height()),
                        1));
    }

    private static void place(@Nullable ProbeBox box, Box place, double scale) {
        if (box != null) {
            box.resize(Math.rint(place.width() / scale), Math.rint(place.height() / scale));
            box.relocate(Math.rint(place.x()), Math.rint(place.y()));
            box.setScaleX(scale);
            box.setScaleY(scale);
        }
    }
}
