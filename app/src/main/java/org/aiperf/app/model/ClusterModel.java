package org.aiperf.app.model;

import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.aiperf.app.watch.RunView;

/** The cluster of the run that is shown: its master and its slaves. */
public final class ClusterModel {
    private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<NodeRow>> slaves = new ReadOnlyObjectWrapper<>(List.of());

    /** Empty while no run is shown. */
    public ReadOnlyStringProperty nameProperty() {
        return name.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<List<NodeRow>> slavesProperty() {
        return slaves.getReadOnlyProperty();
    }

    /** How many accelerators answer. */
    public int accelerators() {
        return slaves.get().stream()
                .filter(node -> !node.isGone())
                .mapToInt(NodeRow::accelerators)
                .sum();
    }

    void show(RunView view) {
        name.set(view.source().cluster());
        slaves.set(ClusterNodes.slaves(view.run()));
    }
}
