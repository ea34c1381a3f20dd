package org.aiperf.app.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.aiperf.app.clusters.ClustersModel;
import org.aiperf.app.clusters.SlurmFile;
import org.aiperf.app.clusters.SlurmModel;
import org.aiperf.app.clusters.SlurmState;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.theme.Icon;

/** Slurm's files as they will be, against what is on the nodes; and the buttons that bring them there and back. */
final class SlurmPanel extends VBox {
    private final ClustersModel model;
    private final SlurmModel slurm;
    private final Messages messages;
    private final HBox tabs = new HBox(2);
    private final ToggleGroup group = new ToggleGroup();
    private final Label changes = new Label();
    private final DiffList lines;
    private final Label hint = new Label();
    private final Label consequences = DialogFrame.paragraph("", "muted");
    private final Label trouble = DialogFrame.paragraph("", "trouble");
    private List<SlurmFile> files = List.of();

    /** @param confirm asks before anything is changed on the cluster, and then does it */
    SlurmPanel(ClustersModel model, SlurmQuestions confirm) {
        this.model = model;
        this.slurm = model.slurm();
        this.messages = model.messages();
        this.lines = new DiffList(messages);
        getStyleClass().add("panel");
        Label title = new Label();
        title.textProperty().bind(messages.bind(Phrase.PANEL_SLURM));
        title.getStyleClass().add("panel-title");
        title.setMinWidth(USE_PREF_SIZE);
        changes.setId("slurm-changes");
        changes.getStyleClass().add("muted");
        changes.setMinWidth(USE_PREF_SIZE);
        HBox head = new HBox(12, title, tabs, filler(), changes);
        head.getStyleClass().add("panel-head");
        head.setAlignment(Pos.CENTER_LEFT);
        tabs.setAlignment(Pos.CENTER_LEFT);
        hint.setId("slurm-hint");
        hint.getStyleClass().addAll("muted", "hint");
        StackPane body = new StackPane(lines, hint);
        VBox.setVgrow(body, Priority.ALWAYS);
        consequences.setId("slurm-consequences");
        trouble.setId("slurm-trouble");
        trouble.textProperty().bind(slurm.troubleProperty());
        trouble.visibleProperty().bind(trouble.textProperty().isNotEmpty());
        trouble.managedProperty().bind(trouble.visibleProperty());
        consequences.managedProperty().bind(consequences.textProperty().isNotEmpty());
        VBox foot = new VBox(8, trouble, consequences, buttons(confirm));
        foot.getStyleClass().add("panel-foot");
        getChildren().addAll(head, body, foot);
        group.selectedToggleProperty().addListener((_, before, after) -> {
            if (after == null && before != null && tabs.getChildren().contains(before)) {
                group.selectToggle(before);
            } else {
                showFile();
            }
        });
        slurm.stateProperty().subscribe(this::show);
        messages.languageProperty().subscribe(() -> show(slurm.stateProperty().get()));
    }

    private static HBox filler() {
        HBox filler = new HBox();
        HBox.setHgrow(filler, Priority.ALWAYS);
        return filler;
    }

    private HBox buttons(SlurmQuestions confirm) {
        ObservableBooleanValue isBusy =
                slurm.runningProperty().or(model.shownProperty().isNull());
        Button compare = button("slurm-compare", Phrase.ACTION_COMPARE, "compare", isBusy, model::compareSlurm);
        Button apply = button(
                "slurm-apply",
                Phrase.ACTION_APPLY,
                "apply",
                Bindings.createBooleanBinding(
                        () -> slurm.runningProperty().get()
                                || !(slurm.stateProperty().get() instanceof SlurmState.Compared compared
                                        && compared.isApplicable()),
                        slurm.runningProperty(),
                        slurm.stateProperty()),
                () -> confirm.apply(model));
        apply.getStyleClass().add("primary");
        Button back = button("slurm-back", Phrase.ACTION_ROLLBACK, "back", isBusy, model::planSlurmRollback);
        Button reallyBack =
                button("slurm-really-back", Phrase.ACTION_ROLLBACK_NOW, "back", isBusy, () -> confirm.rollBack(model));
        reallyBack.getStyleClass().add("dangerous");
        slurm.stateProperty().subscribe(state -> {
            boolean goesBack = state instanceof SlurmState.GoingBack;
            for (Button one : List.of(apply, back)) {
                one.setVisible(!goesBack);
                one.setManaged(!goesBack);
            }
            reallyBack.setVisible(goesBack);
            reallyBack.setManaged(goesBack);
        });
        HBox row = new HBox(8, compare, back, filler(), reallyBack, apply);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Button button(String id, Phrase title, String icon, ObservableBooleanValue off, Runnable run) {
        Button button = new Button();
        button.setId(id);
        button.textProperty().bind(messages.bind(title));
        button.setGraphic(new Icon(icon));
        button.getStyleClass().add("tool");
        button.disableProperty().bind(off);
        button.setOnAction(_ -> run.run());
        return button;
    }

    private void show(SlurmState state) {
        int selected = Math.max(0, tabs.getChildren().indexOf(group.getSelectedToggle()));
        files = state.files();
        List<ToggleButton> buttons = new ArrayList<>();
        for (SlurmFile file : files) {
            ToggleButton tab = new ToggleButton(title(file));
            tab.getStyleClass().add("panel-tab");
            tab.setMinWidth(USE_PREF_SIZE);
            tab.setToggleGroup(group);
            buttons.add(tab);
        }
        group.selectToggle(null);
        tabs.getChildren().setAll(buttons);
        if (!buttons.isEmpty()) {
            group.selectToggle(buttons.get(Math.min(selected, buttons.size() - 1)));
        }
        hint.setText(hint(state));
        hint.setVisible(!hint.getText().isEmpty());
        lines.setVisible(!files.isEmpty());
        consequences.setText(slurm.consequences());
        showFile();
    }

    private String hint(SlurmState state) {
        return switch (state) {
            case SlurmState.Nothing _ -> messages.text(Phrase.SLURM_EMPTY);
            case SlurmState.Undescribed _ -> messages.text(Phrase.SLURM_UNDESCRIBED, slurm.missing());
            case SlurmState.Drafted _, SlurmState.Compared _, SlurmState.GoingBack _ -> "";
        };
    }

    /** Hosts stand behind the name where not all of them have the same file. */
    private String title(SlurmFile file) {
        long alike =
                files.stream().filter(one -> one.name().equals(file.name())).count();
        return alike > 1
                ? file.name() + " · " + file.hosts().stream().limit(2).collect(Collectors.joining(", "))
                : file.name();
    }

    private void showFile() {
        int index = tabs.getChildren().indexOf(group.getSelectedToggle());
        if (index < 0 || index >= files.size()) {
            lines.getItems().clear();
            changes.setText("");
            return;
        }
        SlurmFile file = files.get(index);
        lines.getItems().setAll(file.lines());
        changes.setText(
                file.added() + file.removed() == 0
                        ? ""
                        : messages.text(
                                Phrase.SLURM_CHANGES, Long.toString(file.added()), Long.toString(file.removed())));
    }
}
