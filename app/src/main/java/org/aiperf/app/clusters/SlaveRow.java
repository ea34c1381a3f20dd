package org.aiperf.app.clusters;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.aiperf.cluster.Accelerator;

/** A slave, or several alike, as somebody types them: {@code gpu[01-08]} stands for eight. */
public final class SlaveRow {
    private final StringProperty host = new SimpleStringProperty("");
    private final ObjectProperty<Accelerator.Kind> kind = new SimpleObjectProperty<>(Accelerator.Kind.CPU);
    private final StringProperty count = new SimpleStringProperty("1");
    private final StringProperty threads = new SimpleStringProperty("2");

    SlaveRow(String host) {
        this.host.set(host);
    }

    /** A host, {@code host:port}, or a name of {@code ~/.ssh/config}; numbers in brackets make several of it. */
    public StringProperty hostProperty() {
        return host;
    }

    public ObjectProperty<Accelerator.Kind> kindProperty() {
        return kind;
    }

    /** How many accelerators. */
    public StringProperty countProperty() {
        return count;
    }

    /** Of the CPU, for each accelerator. */
    public StringProperty threadsProperty() {
        return threads;
    }
}
