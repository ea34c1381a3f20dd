package org.aiperf.app.view;

import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.theme.Icon;

/**
 * Something that can be done, once for the menu, the tool bar and the keyboard.
 *
 * @param key its key combination
 * @param off while it cannot be done
 */
record Action(String id, Phrase title, String icon, KeyCombination key, ObservableBooleanValue off, Runnable run) {

    MenuItem menuItem(Messages messages) {
        MenuItem item = new MenuItem();
        item.setId("menu-" + id);
        item.textProperty().bind(messages.bind(title));
        item.setGraphic(new Icon(icon));
        item.setAccelerator(key);
        item.disableProperty().bind(off);
        item.setOnAction(_ -> run.run());
        return item;
    }

    Button button(Messages messages, String... styles) {
        Button button = new Button();
        button.setId(id);
        button.textProperty().bind(messages.bind(title));
        button.setGraphic(new Icon(icon));
        button.getStyleClass().add("tool");
        button.getStyleClass().addAll(styles);
        button.disableProperty().bind(off);
        button.setOnAction(_ -> run.run());
        button.setTooltip(new Tooltip(key.getDisplayText()));
        button.setFocusTraversable(true);
        return button;
    }
}
