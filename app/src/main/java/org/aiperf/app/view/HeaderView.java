package org.aiperf.app.view;

import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.aiperf.app.model.Figure;
import org.aiperf.app.model.HeaderModel;

/** The big numbers in a row. */
final class HeaderView extends HBox {
    HeaderView(HeaderModel model) {
        getStyleClass().add("figures");
        for (Figure figure : model.figures()) {
            getChildren().add(figure(figure));
        }
    }

    private static VBox figure(Figure figure) {
        Label value = new Label();
        value.setId("figure-" + figure.id());
        value.textProperty().bind(figure.valueProperty());
        value.getStyleClass().add("figure-value");
        Label label = new Label();
        label.textProperty().bind(figure.labelProperty());
        label.getStyleClass().add("figure-label");
        Label method = new Label();
        method.textProperty().bind(figure.methodProperty());
        method.getStyleClass().add("figure-method");
        VBox box = new VBox(value, label, method);
        box.setAlignment(Pos.CENTER_LEFT);
        box.setAccessibleRole(AccessibleRole.TEXT);
        box.accessibleTextProperty()
                .bind(figure.labelProperty()
                        .concat(", ")
                        .concat(figure.methodProperty())
                        .concat(": ")
                        .concat(figure.valueProperty()));
        return box;
    }
}
