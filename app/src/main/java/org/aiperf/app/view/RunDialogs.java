package org.aiperf.app.view;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.event.ActionEvent;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.aiperf.administration.Profile;
import org.aiperf.app.clusters.ClustersModel;
import org.aiperf.app.clusters.PlanChoice;
import org.aiperf.app.fx.FxThread;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;

/** Asks what to run on the cluster that is open, and which run to watch. */
final class RunDialogs {
    private static final double WIDTH = 460;

    private RunDialogs() {}

    static void run(Window owner, ClustersModel model) {
        Messages messages = model.messages();
        ToggleGroup choice = new ToggleGroup();
        RadioButton laptop = new RadioButton(messages.text(Phrase.RUN_LAPTOP));
        laptop.setId("run-laptop");
        laptop.setToggleGroup(choice);
        laptop.setSelected(true);
        TextField seconds = new TextField("180");
        seconds.setId("run-seconds");
        seconds.setPrefWidth(80);
        seconds.setMaxWidth(80);
        seconds.setAccessibleText(messages.text(Phrase.RUN_SECONDS));
        seconds.disableProperty().bind(laptop.selectedProperty().not());
        HBox first = new HBox(10, laptop, seconds, muted(messages.text(Phrase.RUN_SECONDS)));
        first.setAlignment(Pos.CENTER_LEFT);
        RadioButton plan = new RadioButton(messages.text(Phrase.RUN_PLAN));
        plan.setId("run-plan");
        plan.setToggleGroup(choice);
        TextField file = new TextField();
        file.setId("run-plan-file");
        file.setPromptText("plan.yaml");
        file.setAccessibleText(messages.text(Phrase.RUN_PLAN));
        file.disableProperty().bind(plan.selectedProperty().not());
        HBox.setHgrow(file, Priority.ALWAYS);
        Button browse = new Button(messages.text(Phrase.ACTION_BROWSE));
        browse.getStyleClass().add("tool");
        browse.disableProperty().bind(plan.selectedProperty().not());
        browse.setOnAction(
                _ -> chosen(owner, messages, Phrase.RUN_PLAN).ifPresent(path -> file.setText(path.toString())));
        HBox second = new HBox(10, plan, file, browse);
        second.setAlignment(Pos.CENTER_LEFT);
        VBox content = new VBox(14, first, second, DialogFrame.paragraph(messages.text(Phrase.RUN_GOES_ON), "muted"));
        content.setPrefWidth(WIDTH);
        String name = model.profile().map(profile -> profile.cluster().name()).orElse("");
        DialogFrame dialog =
                new DialogFrame(owner, messages, "run-dialog", messages.text(Phrase.RUN_ON, name), content);
        Node go = dialog.button(Phrase.ACTION_START, ButtonData.OK_DONE);
        go.setId("run-start");
        go.addEventFilter(
                ActionEvent.ACTION,
                _ -> model.run(
                        laptop.isSelected()
                                ? new PlanChoice.Laptop(seconds.getText())
                                : new PlanChoice.OfFile(Path.of(file.getText().strip()))));
        dialog.button(Phrase.ACTION_CANCEL, ButtonData.CANCEL_CLOSE);
        dialog.show();
    }

    static void attach(Window owner, ClustersModel model) {
        Messages messages = model.messages();
        TextField place = new TextField(model.profile().map(RunDialogs::runs).orElse(""));
        place.setId("attach-place");
        place.setPromptText("lab:/shared/aiperf/runs/demo-1");
        place.setAccessibleText(messages.text(Phrase.ATTACH_PLACE));
        Label wrong = DialogFrame.paragraph("", "trouble");
        wrong.setId("attach-wrong");
        wrong.managedProperty().bind(wrong.textProperty().isNotEmpty());
        VBox content = new VBox(
                10,
                DialogFrame.paragraph(messages.text(Phrase.ATTACH_PLACE)),
                place,
                wrong,
                DialogFrame.paragraph(messages.text(Phrase.ATTACH_READ_ONLY), "muted"));
        content.setPrefWidth(WIDTH + 80);
        DialogFrame dialog =
                new DialogFrame(owner, messages, "attach-dialog", messages.text(Phrase.ATTACH_TITLE), content);
        Node go = dialog.button(Phrase.ACTION_WATCH, ButtonData.OK_DONE);
        go.setId("attach-start");
        go.addEventFilter(ActionEvent.ACTION, event -> {
            event.consume();
            model.attach(
                    place.getText(),
                    problem -> {
                        wrong.setText(problem);
                        dialog.fit();
                    },
                    dialog::close);
        });
        dialog.button(Phrase.ACTION_CANCEL, ButtonData.CANCEL_CLOSE);
        dialog.setOnShown(_ -> FxThread.later(() -> {
            place.requestFocus();
            place.end();
        }));
        dialog.show();
    }

    private static String runs(Profile profile) {
        return profile.cluster().name() + ":" + profile.cluster().sharedFolder() + "/aiperf/runs/";
    }

    /** A file that somebody picks. */
    static Optional<Path> chosen(Window owner, Messages messages, Phrase title) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(messages.text(title));
        chooser.getExtensionFilters().setAll(new FileChooser.ExtensionFilter("YAML", "*.yaml", "*.yml"));
        return Optional.ofNullable(chooser.showOpenDialog(owner)).map(File::toPath);
    }

    private static Label muted(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("muted");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }
}
