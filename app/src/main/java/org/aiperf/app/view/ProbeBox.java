package org.aiperf.app.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.aiperf.app.clusters.NodeState;
import org.aiperf.app.clusters.ProbedNode;
import org.aiperf.app.clusters.Stages;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.text.Units;
import org.aiperf.app.topology.Density;
import org.aiperf.cluster.JavaRuntime;
import org.aiperf.cluster.NodeFacts;

/** A node as a box: who it is, how it stands, what it is made of, how full its memory is, which devices it has. */
final class ProbeBox extends VBox {
    private static final int MOST_CELLS = 16;

    private final Messages messages;
    private final MarkIcon mark = new MarkIcon();
    private final Label name = new Label();
    private final Label state = new Label();
    private final Label made = new Label();
    private final Label has = new Label();
    private final Region used = new Region();
    private final StackPane memory = new StackPane(used);
    private final HBox cells = new HBox(3);
    private final Tooltip tooltip = new Tooltip();
    private double share = Double.NaN;

    /** @param select called when somebody picks it */
    ProbeBox(Messages messages, Runnable select) {
        this.messages = messages;
        getStyleClass().addAll("node-box", "probe-box");
        setManaged(false);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        name.getStyleClass().add("node-name");
        name.setMinWidth(0);
        for (Label label : List.of(state, made, has)) {
            label.getStyleClass().add("muted");
        }
        state.setMinWidth(USE_PREF_SIZE);
        memory.getStyleClass().add("memory-bar");
        memory.setAlignment(Pos.CENTER_LEFT);
        used.getStyleClass().add("memory-used");
        used.maxWidthProperty().bind(memory.widthProperty().multiply(0));
        cells.setAlignment(Pos.CENTER_LEFT);
        Tooltip.install(this, tooltip);
        setOnMouseClicked(_ -> {
            requestFocus();
            select.run();
        });
        focusedProperty().subscribe(focused -> {
            if (focused) {
                select.run();
            }
        });
    }

    void show(ProbedNode node, Density density, boolean isSelected) {
        mark.show(node.state().mark());
        name.setText(node.name());
        String word = messages.text(node.state().word());
        state.setText(word);
        made.setText(made(node));
        has.setText(has(node));
        share = node.memoryUsed();
        devices(node);
        arrange(node, density);
        for (NodeState one : NodeState.values()) {
            getStyleClass().remove("probe-" + one.name().toLowerCase(Locale.ROOT));
        }
        getStyleClass().add("probe-" + node.state().name().toLowerCase(Locale.ROOT));
        getStyleClass().removeAll("probe-master", "selected-box");
        if (node.isMaster()) {
            getStyleClass().add("probe-master");
        }
        if (isSelected) {
            getStyleClass().add("selected-box");
        }
        String all = List.of(node.name() + " · " + word, made.getText(), has.getText()).stream()
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
        tooltip.setText(all);
        setAccessibleText(all.replace("\n", ", "));
        requestLayout();
    }

    private void arrange(ProbedNode node, Density density) {
        Region filler = new Region();
        HBox.setHgrow(filler, Priority.ALWAYS);
        HBox head = new HBox(6, mark, name);
        head.setAlignment(Pos.CENTER_LEFT);
        if (density == Density.ROOMY || node.isMaster()) {
            head.getChildren().addAll(filler, state);
        }
        List<Region> rows = new ArrayList<>(List.of(head));
        if (node.isMaster() || density == Density.SMALL) {
            rows.add(made);
        } else if (density != Density.TINY) {
            rows.add(made);
            rows.add(cells.getChildren().isEmpty() ? memory : cells);
            rows.add(density == Density.ROOMY ? has : state);
        }
        getChildren().setAll(rows);
        getStyleClass().removeAll("node-roomy", "node-compact", "node-small", "node-tiny");
        getStyleClass().add("node-" + density.name().toLowerCase(Locale.ROOT));
        boolean isKnown = !Double.isNaN(share);
        memory.setVisible(isKnown);
        used.maxWidthProperty().unbind();
        used.maxWidthProperty().bind(memory.widthProperty().multiply(isKnown ? share : 0));
    }

    private void devices(ProbedNode node) {
        int count = Math.min(MOST_CELLS, node.devices().size());
        cells.getChildren().clear();
        for (int i = 0; i < count; i++) {
            Region cell = new Region();
            cell.getStyleClass().add(node.facts().isPresent() ? "device-cell" : "device-claimed");
            cells.getChildren().add(cell);
        }
    }

    private String made(ProbedNode node) {
        if (node.failedAt().isPresent()) {
            return messages.text(
                    Phrase.NODE_FAILED_AT,
                    messages.text(Stages.word(node.failedAt().get())));
        }
        List<String> parts = new ArrayList<>();
        if (node.cpus() > 0) {
            parts.add(messages.text(Phrase.NODE_CPUS, Units.count(node.cpus())));
        }
        if (node.memoryMebibytes() > 0) {
            parts.add(Units.memory(node.memoryMebibytes()));
        }
        return String.join(" · ", parts);
    }

    private static String has(ProbedNode node) {
        List<String> parts = new ArrayList<>();
        if (!node.devices().isEmpty()) {
            parts.add(node.devices().size() + " × "
                    + shortModel(node.devices().getFirst().model()));
        }
        node.facts().flatMap(NodeFacts::slurmVersion).ifPresent(version -> parts.add("Slurm " + version));
        node.facts()
                .flatMap(NodeFacts::java)
                .map(JavaRuntime::featureVersion)
                .ifPresent(version -> parts.add("Java " + version));
        return String.join(" · ", parts);
    }

    private static String shortModel(String model) {
        return model.replaceFirst("^(NVIDIA|AMD|Intel|Huawei) ", "");
    }
}
