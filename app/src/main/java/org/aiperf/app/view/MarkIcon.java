package org.aiperf.app.view;

import javafx.scene.layout.StackPane;
import org.aiperf.app.model.Mark;
import org.aiperf.app.theme.Icon;

/** A state's mark. */
final class MarkIcon extends StackPane {
    private final Icon icon = new Icon("mark-idle");

    MarkIcon() {
        getChildren().add(icon);
        setMinSize(10, 10);
        setMaxSize(10, 10);
    }

    void show(Mark mark) {
        icon.draw("mark-" + mark.id());
        for (Mark one : Mark.values()) {
            icon.getStyleClass().remove("mark-" + one.id());
        }
        icon.getStyleClass().add("mark-" + mark.id());
    }
}
