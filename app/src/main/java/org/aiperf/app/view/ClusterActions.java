package org.aiperf.app.view;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCombination;
import javafx.stage.Window;
import org.aiperf.app.clusters.ClustersModel;
import org.aiperf.app.model.Perspective;
import org.aiperf.app.text.Phrase;

/** What can be done with clusters. */
final class ClusterActions {
    private static final ObservableBooleanValue NEVER_OFF = new SimpleBooleanProperty(false);

    private final Action add;
    private final Action open;
    private final Action probe;
    private final Action preflight;
    private final Action run;
    private final Action attach;
    private final Action toCluster;
    private final Action toSearch;

    /**
     * @param window that dialogs belong to
     * @param clusterFile asks for a cluster file
     */
    ClusterActions(
            ClustersModel model,
            ObjectProperty<Perspective> perspective,
            Supplier<Window> window,
            Supplier<Optional<Path>> clusterFile) {
        ObservableBooleanValue noCluster =
                Bindings.createBooleanBinding(() -> model.profile().isEmpty(), model.shownProperty());
        ObservableBooleanValue probing = Bindings.createBooleanBinding(
                () -> model.profile().isEmpty()
                        || model.probe().runningProperty().get(),
                model.shownProperty(),
                model.probe().runningProperty());
        ObservableBooleanValue checking = Bindings.createBooleanBinding(
                () -> model.profile().isEmpty()
                        || model.preflight().runningProperty().get(),
                model.shownProperty(),
                model.preflight().runningProperty());
        add = action("cluster-add", Phrase.ACTION_ADD_CLUSTER, "add", "Shortcut+N", NEVER_OFF, () -> {
            perspective.set(Perspective.CLUSTER);
            new AddClusterDialog(window.get(), model).show();
        });
        open = action("cluster-open", Phrase.ACTION_OPEN_CLUSTER, "open", "Shortcut+O", NEVER_OFF, () -> {
            perspective.set(Perspective.CLUSTER);
            clusterFile.get().ifPresent(model::openFile);
        });
        probe = action("cluster-probe", Phrase.ACTION_PROBE, "probe", "Shortcut+P", probing, model::startProbe);
        preflight = action(
                "cluster-preflight", Phrase.ACTION_PREFLIGHT, "check", "Shortcut+K", checking, model::startPreflight);
        run = action(
                "cluster-run",
                Phrase.ACTION_RUN,
                "play",
                "Shortcut+R",
                noCluster,
                () -> RunDialogs.run(window.get(), model));
        attach = action(
                "cluster-attach",
                Phrase.ACTION_ATTACH,
                "attach",
                "Shortcut+Shift+O",
                NEVER_OFF,
                () -> RunDialogs.attach(window.get(), model));
        toCluster = action(
                "to-cluster",
                Perspective.CLUSTER.title(),
                "attach",
                "Shortcut+1",
                NEVER_OFF,
                () -> perspective.set(Perspective.CLUSTER));
        toSearch = action(
                "to-search",
                Perspective.SEARCH.title(),
                "attach",
                "Shortcut+2",
                NEVER_OFF,
                () -> perspective.set(Perspective.SEARCH));
    }

    private static Action action(
            String id, Phrase title, String icon, String key, ObservableBooleanValue off, Runnable run) {
        return new Action(id, title, icon, KeyCombination.keyCombination(key), off, run);
    }

    Action add() {
        return add;
    }

    Action open() {
        return open;
    }

    Action probe() {
        return probe;
    }

    Action preflight() {
        return preflight;
    }

    Action run() {
        return run;
    }

    Action attach() {
        return attach;
    }

    Action toCluster() {
        return toCluster;
    }

    Action toSearch() {
        return toSearch;
    }
}
