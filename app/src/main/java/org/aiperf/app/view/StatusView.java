package org.aiperf.app.view;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.aiperf.app.model.Mark;
import org.aiperf.app.model.WorkbenchModel;
import org.aiperf.app.text.Language;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.theme.Appearance;
import org.aiperf.app.theme.Theme;

/** The bar at the bottom: where the events come from, how many, which cluster is open, the last message, language, theme. */
final class StatusView extends HBox {
    StatusView(WorkbenchModel model, ObservableValue<String> cluster, Appearance appearance) {
        getStyleClass().add("status");
        setAlignment(Pos.CENTER_LEFT);
        Messages messages = model.messages();
        MarkIcon mark = new MarkIcon();
        Runnable remark = () -> mark.show(connection(model));
        model.run().connectionProperty().subscribe(remark);
        remark.run();
        Region filler = new Region();
        HBox.setHgrow(filler, Priority.ALWAYS);
        getChildren()
                .addAll(
                        mark,
                        label("status-connection", model.run().connectionProperty()),
                        label("status-session", model.run().sessionProperty()),
                        label("status-events", model.run().eventsProperty()),
                        filler,
                        label("status-cluster", cluster),
                        label("status-message", model.messageProperty()),
                        choice(
                                "language",
                                messages,
                                messages.languageProperty(),
                                List.of(Language.values()),
                                Language::ownName),
                        choice(
                                "theme",
                                messages,
                                appearance.themeProperty(),
                                List.of(Theme.values()),
                                theme -> messages.text(theme == Theme.DARK ? Phrase.THEME_DARK : Phrase.THEME_LIGHT)));
    }

    private static Mark connection(WorkbenchModel model) {
        if (model.run().brokenProperty().get()) {
            return Mark.LOST;
        }
        if (!model.run().presentProperty().get()) {
            return Mark.IDLE;
        }
        return model.run().recordedProperty().get() ? Mark.STOPPED : Mark.DONE;
    }

    private static Label label(String id, ObservableValue<String> text) {
        Label label = new Label();
        label.setId(id);
        label.textProperty().bind(text);
        label.getStyleClass().add("muted");
        label.managedProperty().bind(label.textProperty().isNotEmpty());
        label.setMinWidth(0);
        return label;
    }

    private static <T> MenuButton choice(
            String id, Messages messages, ObjectProperty<T> chosen, List<T> values, Function<T, String> name) {
        MenuButton button = new MenuButton();
        button.setId(id);
        button.getStyleClass().add("status-choice");
        ToggleGroup group = new ToggleGroup();
        for (T value : values) {
            RadioMenuItem item = new RadioMenuItem();
            item.setId(id + "-" + value.toString().toLowerCase(Locale.ROOT));
            item.setToggleGroup(group);
            item.setOnAction(_ -> chosen.set(value));
            button.getItems().add(item);
        }
        Runnable update = () -> {
            button.setText(name.apply(chosen.get()));
            for (int i = 0; i < values.size(); i++) {
                RadioMenuItem item = (RadioMenuItem) button.getItems().get(i);
                item.setText(name.apply(values.get(i)));
                item.setSelected(values.get(i).equals(chosen.get()));
            }
        };
        chosen.addListener((_, _, _) -> update.run());
        messages.languageProperty().addListener((_, _, _) -> update.run());
        update.run();
        return button;
    }
}
