package org.aiperf.app.view;

import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.aiperf.app.model.Perspective;
import org.aiperf.app.model.RunModel;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;

/** The menu, and below it what the window is arranged for, with what can be done there. */
final class TopBar extends VBox {
    TopBar(
            RunModel run,
            Actions actions,
            ClusterActions clusters,
            ObjectProperty<Perspective> perspective,
            Messages messages) {
        HBox search = runRow(run, actions, messages);
        HBox cluster = clusterRow(clusters, messages);
        shownIn(Perspective.SEARCH, perspective, search);
        shownIn(Perspective.CLUSTER, perspective, cluster);
        HBox row = new HBox(14, tabs(perspective, messages), search, cluster);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("run-row");
        getChildren().addAll(menuRow(actions, clusters, messages), row);
    }

    private static void shownIn(Perspective wanted, ObjectProperty<Perspective> perspective, HBox row) {
        row.visibleProperty().bind(perspective.isEqualTo(wanted));
        row.managedProperty().bind(row.visibleProperty());
        row.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(row, Priority.ALWAYS);
    }

    private static HBox tabs(ObjectProperty<Perspective> perspective, Messages messages) {
        HBox tabs = new HBox(4);
        tabs.setAlignment(Pos.CENTER_LEFT);
        ToggleGroup group = new ToggleGroup();
        for (Perspective one : Perspective.values()) {
            ToggleButton tab = new ToggleButton();
            tab.setId("perspective-" + one.name().toLowerCase(Locale.ROOT));
            tab.textProperty().bind(messages.bind(one.title()));
            tab.getStyleClass().add("perspective-tab");
            tab.setMinWidth(Region.USE_PREF_SIZE);
            tab.setToggleGroup(group);
            tab.setOnAction(_ -> {
                perspective.set(one);
                tab.setSelected(true);
            });
            perspective.subscribe(now -> tab.setSelected(now == one));
            tabs.getChildren().add(tab);
        }
        return tabs;
    }

    private static HBox clusterRow(ClusterActions actions, Messages messages) {
        Region filler = new Region();
        HBox.setHgrow(filler, Priority.ALWAYS);
        return new HBox(
                8,
                filler,
                actions.probe().button(messages),
                actions.preflight().button(messages),
                actions.attach().button(messages),
                actions.run().button(messages, "primary"));
    }

    private static HBox menuRow(Actions actions, ClusterActions clusters, Messages messages) {
        Label brand = new Label();
        brand.textProperty().bind(messages.bind(Phrase.APP_TITLE));
        brand.getStyleClass().add("brand");
        MenuBar menu = new MenuBar(
                menu(
                        messages,
                        Phrase.MENU_FILE,
                        clusters.add().menuItem(messages),
                        clusters.open().menuItem(messages),
                        new SeparatorMenuItem(),
                        actions.export().menuItem(messages),
                        new SeparatorMenuItem(),
                        actions.close().menuItem(messages)),
                menu(
                        messages,
                        Phrase.MENU_CLUSTER,
                        clusters.probe().menuItem(messages),
                        clusters.preflight().menuItem(messages)),
                menu(
                        messages,
                        Phrase.MENU_RUN,
                        clusters.run().menuItem(messages),
                        clusters.attach().menuItem(messages),
                        new SeparatorMenuItem(),
                        actions.demo().menuItem(messages),
                        actions.stop().menuItem(messages)),
                menu(
                        messages,
                        Phrase.MENU_VIEW,
                        clusters.toCluster().menuItem(messages),
                        clusters.toSearch().menuItem(messages),
                        new SeparatorMenuItem(),
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
        Label watched = chip("run-watched");
        watched.textProperty().bind(messages.bind(Phrase.RUN_WATCHED));
        watched.getStyleClass().add("chip-recorded");
        watched.visibleProperty().bind(run.watchedProperty());
        watched.managedProperty().bind(watched.visibleProperty());
        HBox shown = new HBox(10, name, state, recorded, watched, elapsed, progress, reason);
        shown.setAlignment(Pos.CENTER_LEFT);
        shown.visibleProperty().bind(run.presentProperty());
        Region filler = new Region();
        HBox.setHgrow(filler, Priority.ALWAYS);
        return new HBox(
                8,
                shown,
                filler,
                actions.demo().button(messages, "primary"),
                actions.export().button(messages),
                actions.stop().button(messages, "dangerous"));
    }

    private static Label chip(String id) {
        Label chip = new Label();
        chip.setId(id);
        chip.getStyleClass().add("chip");
        return chip;
    }
}
