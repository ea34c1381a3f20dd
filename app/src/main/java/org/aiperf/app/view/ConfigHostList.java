package org.aiperf.app.view;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.aiperf.app.clusters.ClusterForm;
import org.aiperf.app.clusters.ClustersModel;
import org.aiperf.app.clusters.ConfigHost;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.jspecify.annotations.Nullable;

/** The hosts of {@code ~/.ssh/config}: a double click, Enter or the button takes them over into the form. */
final class ConfigHostList extends VBox {
    private final ListView<ConfigHost> list = new ListView<>();
    private final ClusterForm form;

    ConfigHostList(ClustersModel model, ClusterForm form) {
        super(8);
        this.form = form;
        Messages messages = model.messages();
        setPrefWidth(270);
        setMinWidth(270);
        Label title = new Label(messages.text(Phrase.CONFIG_HOSTS));
        title.getStyleClass().add("strong");
        Label how = DialogFrame.paragraph(messages.text(Phrase.CONFIG_HOSTS_HOW), "muted");
        Label nothing = DialogFrame.paragraph(messages.text(Phrase.CONFIG_HOSTS_READING), "muted", "hint");
        list.setId("config-hosts");
        list.setPlaceholder(nothing);
        list.getStyleClass().add("boxed-list");
        list.setAccessibleText(title.getText());
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.setCellFactory(_ -> new Cell());
        VBox.setVgrow(list, Priority.ALWAYS);
        Button take = new Button(messages.text(Phrase.ACTION_TAKE));
        take.setId("take-hosts");
        take.getStyleClass().add("tool");
        take.setMaxWidth(Double.MAX_VALUE);
        take.disableProperty()
                .bind(list.getSelectionModel().selectedItemProperty().isNull());
        take.setOnAction(_ -> take());
        list.setOnMouseClicked(click -> {
            if (click.getClickCount() == 2) {
                take();
            }
        });
        list.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER) {
                take();
                key.consume();
            }
        });
        getChildren().addAll(title, how, list, take);
        model.configHosts(
                hosts -> {
                    nothing.setText(messages.text(Phrase.CONFIG_HOSTS_NONE));
                    list.getItems().setAll(hosts);
                },
                problem -> {
                    nothing.getStyleClass().add("trouble");
                    nothing.setText(problem);
                });
    }

    private void take() {
        List.copyOf(list.getSelectionModel().getSelectedItems()).forEach(form::take);
    }

    private static final class Cell extends ListCell<ConfigHost> {
        private final Label name = new Label();
        private final Label login = new Label();
        private final VBox box = new VBox(1, name, login);

        Cell() {
            login.getStyleClass().add("muted");
        }

        @Override
        protected void updateItem(@Nullable ConfigHost host, boolean empty) {
            super.updateItem(host, empty);
            setText(null);
            setGraphic(empty ? null : box);
            if (!empty && host != null) {
                name.setText(host.name());
                login.setText(host.login());
                setTooltip(new Tooltip(host.place()));
            } else {
                setTooltip(null);
            }
        }
    }
}
