package org.aiperf.app.view;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.aiperf.app.model.RunModel;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;

/** The menu, and below it the run that is shown with what can be done to it. */
final class TopBar extends VBox {
    TopBar(RunModel run, Actions actions, Messages messages) {
        getChildren().addAll(menuRow(actions, messages), runRow(run, actions, messages));
    }

    private static HBox menuRow(Actions actions, Messages messages) {
        Label brand = new Label();
        brand.textProperty().bind(messages.bind(Phrase.APP_TITLE));
        brand.getStyleClass().add("brand");
        MenuBar menu = new MenuBar(
                menu(
                        messages,
                        Phrase.MENU_FILE,
                        actions.export().menuItem(messages),
                        new SeparatorMenuItem(),
                        actions.close().menuItem(messages)),
                menu(
                        messages,
                        Phrase.MENU_RUN,
                        actions.demo().menuItem(messages),
                        actions.stop().menuItem(messages)),
                menu(
                        messages,
                        Phrase.MENU_VIEW,
                        actions.refresh().menuItem(messages),
                        new SeparatorMenuItem(),
                        actions.theme().menuItem(messages),
                        actions.language().menuItem(messages)));
        HBox row = new HBox(8, brand, menu);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("menu-row");
        return row;
    }

    private static Menu menu(Messages messages, Phrase title, MenuItem... items) {
        Menu menu = new Menu();
        menu.textProperty().bind(messages.bind(title));
        menu.getItems().addAll(items);
        return menu;
    }

    private static HBox runRow(RunModel run, Actions actions, Messages messages) {
        Label name = new Label();
        name.setId("run-name");
        name.textProperty().bind(run.nameProperty());
        name.getStyleClass().add("run-name");
        Label state = chip("run-state");
        state.textProperty().bind(run.stateProperty());
        Label elapsed = new Label();
        elapsed.setId("run-elapsed");
        elapsed.textProperty().bind(run.elapsedProperty());
        elapsed.getStyleClass().add("muted");
        Label reason = new Label();
        reason.textProperty().bind(run.reasonProperty());
        reason.getStyleClass().add("muted");
        ProgressBar progress = new ProgressBar();
        progress.setId("run-progress");
        progress.getStyleClass().add("job-bar");
        progress.setPrefWidth(140);
        run.progressProperty().subscribe(share -> {
            double known = share.doubleValue();
            progress.setProgress(Double.isNaN(known) ? 0 : known);
            progress.setVisible(!Double.isNaN(known));
            progress.setManaged(!Double.isNaN(known));
        });
        Label recorded = chip("run-recorded");
        recorded.textProperty().bind(messages.bind(Phrase.RUN_RECORDED));
        recorded.getStyleClass().add("chip-recorded");
        recorded.visibleProperty().bind(run.recordedProperty());
        recorded.managedProperty().bind(recorded.visibleProperty());
        HBox shown = new HBox(10, name, state, recorded, elapsed, progress, reason);
        shown.setAlignment(Pos.CENTER_LEFT);
        shown.visibleProperty().bind(run.presentProperty());
        Region filler = new Region();
        HBox.setHgrow(filler, Priority.ALWAYS);
        HBox row = new HBox(
                8,
                shown,
                filler,
                actions.demo().button(messages, "primary"),
                actions.export().button(messages),
                actions.stop().button(messages, "dangerous"));
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("run-row");
        return row;
    }

    private static Label chip(String id) {
        Label chip = new Label();
        chip.setId(id);
        chip.getStyleClass().add("chip");
        return chip;
    }
}
