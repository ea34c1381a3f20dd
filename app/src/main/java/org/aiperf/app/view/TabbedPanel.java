package org.aiperf.app.view;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A part of the window with several leaves; the tools at the right belong to the leaf that is shown. */
final class TabbedPanel extends VBox {
    private final HBox tabs = new HBox(2);
    private final StackPane tools = new StackPane();
    private final StackPane body = new StackPane();
    private final ToggleGroup group = new ToggleGroup();
    private final List<Node> leaves = new ArrayList<>();
    private final List<Node> leafTools = new ArrayList<>();

    TabbedPanel() {
        getStyleClass().add("panel");
        Region filler = new Region();
        HBox.setHgrow(filler, Priority.ALWAYS);
        tools.setAlignment(Pos.CENTER_RIGHT);
        HBox head = new HBox(10, tabs, filler, tools);
        head.getStyleClass().add("panel-head");
        head.setAlignment(Pos.CENTER_LEFT);
        tabs.setAlignment(Pos.CENTER_LEFT);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(head, body);
        group.selectedToggleProperty().addListener((_, before, after) -> {
            if (after == null) {
                group.selectToggle(before);
            }
            update();
        });
    }

    /** Adds a leaf; the first one is shown. */
    void add(String id, ObservableValue<String> title, Node leaf, Node... itsTools) {
        ToggleButton tab = new ToggleButton();
        tab.setId(id);
        tab.textProperty().bind(title);
        tab.getStyleClass().add("panel-tab");
        tab.setToggleGroup(group);
        tabs.getChildren().add(tab);
        HBox row = new HBox(10, itsTools);
        row.setAlignment(Pos.CENTER_RIGHT);
        leaves.add(leaf);
        leafTools.add(row);
        body.getChildren().add(leaf);
        tools.getChildren().add(row);
        if (leaves.size() == 1) {
            group.selectToggle(tab);
        }
        update();
    }

    /** Shows a leaf. */
    void show(String id) {
        tabs.getChildren().stream()
                .filter(tab -> id.equals(tab.getId()))
                .forEach(tab -> group.selectToggle((ToggleButton) tab));
    }

    private void update() {
        int selected = group.getToggles().indexOf(group.getSelectedToggle());
        for (int i = 0; i < leaves.size(); i++) {
            leaves.get(i).setVisible(i == selected);
            leafTools.get(i).setVisible(i == selected);
        }
    }
}
