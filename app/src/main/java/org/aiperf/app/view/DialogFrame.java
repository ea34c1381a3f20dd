package org.aiperf.app.view;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.stage.Window;
import org.aiperf.app.fx.FxThread;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;

/** A dialog that looks like the window it belongs to. It is shown without anybody waiting for it. */
final class DialogFrame extends Dialog<ButtonType> {
    private final Messages messages;

    DialogFrame(Window owner, Messages messages, String id, String title, Node content) {
        this.messages = messages;
        initOwner(owner);
        setTitle(title);
        setHeaderText(title);
        setResizable(true);
        getDialogPane().setId(id);
        getDialogPane().setContent(content);
        // The theme may change while it is open.
        Bindings.bindContent(getDialogPane().getStylesheets(), owner.getScene().getStylesheets());
        getDialogPane().styleProperty().bind(owner.getScene().getRoot().styleProperty());
        getDialogPane().getStyleClass().addAll(owner.getScene().getRoot().getStyleClass());
    }

    /** A button that does something and closes the dialog. */
    Node button(Phrase text, ButtonData data, String... styles) {
        ButtonType type = new ButtonType(messages.text(text), data);
        getDialogPane().getButtonTypes().add(type);
        Node button = getDialogPane().lookupButton(type);
        button.getStyleClass().addAll(styles);
        return button;
    }

    /** Gives what has grown its room. */
    void fit() {
        FxThread.later(() -> {
            if (isShowing()) {
                getDialogPane().getScene().getWindow().sizeToScene();
            }
        });
    }

    static Label paragraph(String text, String... styles) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /** Names at the left, values at the right that can be selected and copied. */
    static GridPane facts(List<String> namesAndValues, double valueWidth) {
        GridPane grid = new GridPane(14, 7);
        ColumnConstraints names = new ColumnConstraints();
        names.setHalignment(HPos.LEFT);
        names.setMinWidth(Region.USE_PREF_SIZE);
        ColumnConstraints values = new ColumnConstraints(valueWidth);
        values.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(names, values);
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            Label name = new Label(namesAndValues.get(i));
            name.getStyleClass().add("muted");
            GridPane.setValignment(name, VPos.TOP);
            TextField value = new TextField(namesAndValues.get(i + 1));
            value.setEditable(false);
            value.setFocusTraversable(false);
            value.getStyleClass().addAll("fact", "code");
            value.setAccessibleText(namesAndValues.get(i) + " " + namesAndValues.get(i + 1));
            grid.addRow(i / 2, name, value);
        }
        return grid;
    }
}
