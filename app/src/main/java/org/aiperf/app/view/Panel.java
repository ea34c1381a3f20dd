package org.aiperf.app.view;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A titled part of the window. */
final class Panel extends VBox {
    private final HBox head = new HBox(10);

    Panel(ObservableValue<String> title, Node body, Node... tools) {
        this(head(title), body, tools);
    }

    Panel(Node title, Node body, Node... tools) {
        getStyleClass().add("panel");
        head.getStyleClass().add("panel-head");
        head.setAlignment(Pos.CENTER_LEFT);
        Region filler = new Region();
        HBox.setHgrow(filler, Priority.ALWAYS);
        head.getChildren().addAll(title, filler);
        head.getChildren().addAll(tools);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(head, body);
    }

    private static Label head(ObservableValue<String> title) {
        Label label = new Label();
        label.textProperty().bind(title);
        label.getStyleClass().add("panel-title");
        return label;
    }
}
