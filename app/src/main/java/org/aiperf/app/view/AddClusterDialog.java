package org.aiperf.app.view;

import javafx.collections.ListChangeListener;
import javafx.event.ActionEvent;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.aiperf.app.clusters.ClusterForm;
import org.aiperf.app.clusters.ClusterForm.Field;
import org.aiperf.app.clusters.ClustersModel;
import org.aiperf.app.clusters.SlaveRow;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.theme.Icon;
import org.aiperf.cluster.Accelerator;

/** Adds a cluster: from the hosts of {@code ~/.ssh/config}, by typing, or both. */
final class AddClusterDialog {
    private static final double HEIGHT = 520;

    private final Messages messages;
    private final ClusterForm form = new ClusterForm();
    private final FormFields fields;
    private final VBox slaves = new VBox(6);
    private final DialogFrame dialog;

    AddClusterDialog(Window owner, ClustersModel model) {
        this.messages = model.messages();
        this.fields = new FormFields(form, messages);
        HBox content = new HBox(16, new ConfigHostList(model, form), formSide());
        content.setPrefSize(880, HEIGHT);
        dialog = new DialogFrame(owner, messages, "add-cluster", messages.text(Phrase.ADD_CLUSTER), content);
        Node add = dialog.button(Phrase.ACTION_ADD, ButtonData.OK_DONE);
        add.setId("add-cluster-ok");
        add.addEventFilter(ActionEvent.ACTION, event -> {
            event.consume();
            model.add(form, wrong -> fields.show(wrong.problems()), dialog::close);
        });
        dialog.button(Phrase.ACTION_CANCEL, ButtonData.CANCEL_CLOSE);
    }

    void show() {
        dialog.show();
    }

    /** Names on the left, fields on the right. */
    private static GridPane grid() {
        GridPane grid = new GridPane(12, 8);
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(Region.USE_PREF_SIZE);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(names, values);
        return grid;
    }

    private Node formSide() {
        GridPane grid = grid();
        fields.add(grid, Field.NAME, Phrase.FORM_NAME, Phrase.PROMPT_NAME);
        fields.add(grid, Field.MASTER_HOST, Phrase.FORM_MASTER, Phrase.PROMPT_MASTER);
        fields.add(grid, Field.MASTER_PORT, Phrase.FORM_PORT, Phrase.PROMPT_PORT);
        fields.add(grid, Field.USER, Phrase.FORM_USER, Phrase.PROMPT_USER);
        fields.add(grid, Field.IDENTITY, Phrase.FORM_IDENTITY, Phrase.PROMPT_IDENTITY);
        fields.add(grid, Field.SHARED_FOLDER, Phrase.FORM_SHARED, Phrase.PROMPT_SHARED);
        VBox all = new VBox(12, grid, slaveSide(), slurmSide());
        ScrollPane scroll = new ScrollPane(all);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("form-scroll");
        HBox.setHgrow(scroll, Priority.ALWAYS);
        return scroll;
    }

    private Node slaveSide() {
        Label title = new Label(messages.text(Phrase.FORM_SLAVES));
        title.getStyleClass().add("strong");
        CheckBox via = new CheckBox(messages.text(Phrase.FORM_VIA));
        via.setId("form-via");
        via.selectedProperty().bindBidirectional(form.viaMasterProperty());
        Button more = new Button(messages.text(Phrase.ACTION_ADD_SLAVE), new Icon("add"));
        more.setId("form-add-slave");
        more.getStyleClass().add("tool");
        more.setOnAction(_ -> {
            form.addSlave("");
            slaves.getChildren().getLast().lookup(".text-field").requestFocus();
        });
        form.slaves().addListener((ListChangeListener<SlaveRow>) _ -> {
            showSlaves();
            fields.forget(Field.SLAVES);
        });
        showSlaves();
        return new VBox(8, title, slaves, fields.wrong(Field.SLAVES), more, via);
    }

    private void showSlaves() {
        slaves.getChildren().setAll(form.slaves().stream().map(this::row).toList());
    }

    private HBox row(SlaveRow slave) {
        TextField host = typed(slave, Phrase.PROMPT_SLAVE, 190);
        host.textProperty().bindBidirectional(slave.hostProperty());
        HBox.setHgrow(host, Priority.ALWAYS);
        TextField count = typed(slave, Phrase.FORM_COUNT, 46);
        count.textProperty().bindBidirectional(slave.countProperty());
        ChoiceBox<Accelerator.Kind> kind = new ChoiceBox<>();
        kind.getItems().setAll(Accelerator.Kind.values());
        kind.valueProperty().bindBidirectional(slave.kindProperty());
        kind.setAccessibleText(messages.text(Phrase.FACT_ACCELERATORS));
        TextField threads = typed(slave, Phrase.FORM_THREADS, 46);
        threads.textProperty().bindBidirectional(slave.threadsProperty());
        Button remove = new Button("", new Icon("clear"));
        remove.getStyleClass().addAll("tool", "small-tool");
        remove.setAccessibleText(messages.text(Phrase.ACTION_REMOVE_SLAVE));
        remove.setOnAction(_ -> form.slaves().remove(slave));
        HBox row =
                new HBox(8, host, count, small("×"), kind, threads, small(messages.text(Phrase.FORM_THREADS)), remove);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private TextField typed(SlaveRow slave, Phrase prompt, double width) {
        TextField field = new TextField();
        field.setPromptText(messages.text(prompt));
        field.setAccessibleText(messages.text(prompt) + " " + (form.slaves().indexOf(slave) + 1));
        field.setPrefWidth(width);
        field.setMinWidth(width);
        return field;
    }

    private static Label small(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("muted");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private Node slurmSide() {
        CheckBox slurm = new CheckBox(messages.text(Phrase.FORM_SLURM));
        slurm.setId("form-slurm");
        slurm.selectedProperty().bindBidirectional(form.slurmProperty());
        GridPane grid = grid();
        fields.add(grid, Field.PARTITION, Phrase.FORM_PARTITION, Phrase.PROMPT_DEFAULT);
        fields.add(grid, Field.ACCOUNT, Phrase.FORM_ACCOUNT, Phrase.PROMPT_DEFAULT);
        fields.add(grid, Field.CONFIG_FOLDER, Phrase.FORM_CONFIG_FOLDER, Phrase.PROMPT_CONFIG_FOLDER);
        grid.visibleProperty().bind(slurm.selectedProperty());
        grid.managedProperty().bind(slurm.selectedProperty());
        return new VBox(8, slurm, grid);
    }
}
