package org.aiperf.app.view;

import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.aiperf.administration.KnownClusters;
import org.aiperf.administration.KnownClusters.Known;
import org.aiperf.app.clusters.ClustersModel;
import org.aiperf.app.model.Mark;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.text.Units;
import org.aiperf.cluster.Cluster;
import org.jspecify.annotations.Nullable;

/** The clusters that are known; the one that is selected is open. */
final class ClusterList extends ListView<Known> {
    private final ClustersModel model;
    private final Messages messages;

    ClusterList(ClustersModel model) {
        super(model.all());
        this.model = model;
        this.messages = model.messages();
        setId("clusters");
        setCellFactory(_ -> new Cell());
        accessibleTextProperty().bind(messages.bind(Phrase.PANEL_CLUSTERS));
        Label nothing = new Label();
        nothing.textProperty().bind(messages.bind(Phrase.CLUSTERS_EMPTY));
        nothing.getStyleClass().add("muted");
        nothing.setWrapText(true);
        setPlaceholder(nothing);
        getSelectionModel().selectedItemProperty().addListener((_, _, selected) -> {
            if (selected != null && !selected.equals(model.shownProperty().get())) {
                model.show(selected);
            }
        });
        model.shownProperty().subscribe(this::select);
        setOnKeyPressed(key -> {
            Known selected = getSelectionModel().getSelectedItem();
            if (key.getCode() == KeyCode.DELETE && selected != null) {
                model.forget(selected);
            }
        });
        messages.languageProperty().addListener((_, _, _) -> refresh());
    }

    private void select(@Nullable Known shown) {
        if (shown == null) {
            getSelectionModel().clearSelection();
        } else if (!shown.equals(getSelectionModel().getSelectedItem())) {
            getSelectionModel().select(shown);
        }
    }

    private final class Cell extends ListCell<Known> {
        private final MarkIcon mark = new MarkIcon();
        private final Label name = new Label();
        private final Label detail = new Label();
        private final HBox first = new HBox(7, mark, name);
        private final VBox box = new VBox(1, first, detail);
        private final ContextMenu menu = new ContextMenu();

        Cell() {
            first.setAlignment(Pos.CENTER_LEFT);
            name.getStyleClass().add("strong");
            detail.getStyleClass().add("muted");
            MenuItem forget = new MenuItem();
            forget.textProperty().bind(messages.bind(Phrase.ACTION_FORGET));
            forget.setOnAction(_ -> {
                Known known = getItem();
                if (known != null) {
                    model.forget(known);
                }
            });
            menu.getItems().add(forget);
            prefWidthProperty().bind(ClusterList.this.widthProperty().subtract(24));
        }

        @Override
        protected void updateItem(@Nullable Known known, boolean empty) {
            super.updateItem(known, empty);
            setText(null);
            if (empty || known == null) {
                setGraphic(null);
                setContextMenu(null);
                setTooltip(null);
                return;
            }
            name.setText(known.name());
            boolean isWrong = known instanceof KnownClusters.Unreadable;
            mark.setVisible(isWrong);
            mark.setManaged(isWrong);
            mark.show(Mark.LOST);
            detail.setText(
                    switch (known) {
                        case KnownClusters.Described described ->
                            size(described.profile().cluster());
                        case KnownClusters.Unreadable _ -> messages.text(Phrase.CLUSTER_UNREADABLE);
                    });
            setTooltip(new Tooltip(known.file().toString()));
            setAccessibleText(known.name() + ", " + detail.getText());
            setContextMenu(menu);
            setGraphic(box);
        }

        private String size(Cluster cluster) {
            String nodes = messages.text(
                    Phrase.CLUSTER_SIZE, Units.count(cluster.slaves().size()));
            return cluster.slurm().isPresent() ? nodes + " · Slurm" : nodes;
        }
    }
}
