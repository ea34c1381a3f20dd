package org.aiperf.app.view;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.aiperf.app.clusters.ClustersModel;
import org.aiperf.app.clusters.ProbedNode;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.text.Units;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Hardware;
import org.aiperf.cluster.Inventory;
import org.aiperf.cluster.NodeFacts;
import org.aiperf.cluster.SshAddress;
import org.aiperf.remote.Decision;
import org.aiperf.remote.config.Origin;

/** What is known of the node that is selected. */
final class NodeFactsView extends ScrollPane {
    private final ClustersModel model;
    private final Messages messages;
    private final GridPane grid = new GridPane();

    NodeFactsView(ClustersModel model) {
        this.model = model;
        this.messages = model.messages();
        setId("node-facts");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        grid.getStyleClass().add("fact-grid");
        ColumnConstraints names = new ColumnConstraints(98);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setMinWidth(0);
        grid.getColumnConstraints().addAll(names, values);
        setContent(grid);
        model.selectedNodeProperty().subscribe(this::fill);
        model.probe().nodesProperty().subscribe(this::fill);
        messages.languageProperty().subscribe(this::fill);
    }

    private void fill() {
        grid.getChildren().clear();
        model.probe().nodesProperty().get().stream()
                .filter(node -> node.name().equals(model.selectedNodeProperty().get()))
                .findFirst()
                .ifPresent(this::rows);
    }

    private void rows(ProbedNode node) {
        row(Phrase.FACT_NAME, node.name());
        row(Phrase.FACT_ROLE, messages.text(node.isMaster() ? Phrase.ROLE_MASTER : Phrase.ROLE_SLAVE));
        row(
                Phrase.FACT_ADDRESS,
                node.node().ssh().map(this::address).orElse(node.node().clusterAddress()));
        markedRow(node);
        Optional<NodeFacts> facts = node.facts();
        Optional<Inventory> inventory = facts.map(NodeFacts::inventory);
        row(Phrase.FACT_HOST_NAME, facts.map(NodeFacts::hostname).orElse(""));
        row(
                Phrase.FACT_SYSTEM,
                inventory
                        .flatMap(Inventory::operatingSystem)
                        .or(() -> facts.map(NodeFacts::kernel))
                        .orElse(""));
        row(Phrase.FACT_CPU, facts.map(NodeFacts::cpuModel).orElse(""));
        row(
                Phrase.FACT_CORES,
                inventory
                        .flatMap(Inventory::hardware)
                        .or(() -> node.node().hardware())
                        .map(NodeFactsView::cores)
                        .orElse(node.cpus() > 0 ? Units.count(node.cpus()) : ""));
        row(Phrase.FACT_MEMORY, memory(node));
        row(Phrase.FACT_ACCELERATORS, devices(node));
        row(Phrase.FACT_DRIVER, inventory.flatMap(Inventory::acceleratorDriver).orElse(""));
        row(Phrase.FACT_NETWORKS, inventory.map(this::networks).orElse(""));
        row(Phrase.FACT_SHARED, shared(node));
        row(
                Phrase.FACT_CLOCK,
                inventory
                        .flatMap(Inventory::clockOffset)
                        .map(NodeFactsView::clock)
                        .orElse(""));
        row("Slurm", facts.flatMap(NodeFacts::slurmVersion).orElse(facts.isPresent() ? "–" : ""));
        row(
                "Java",
                facts.flatMap(NodeFacts::java)
                        .map(java -> java.featureVersion() + " · " + java.path())
                        .orElse(facts.isPresent() ? "–" : ""));
        way(node);
    }

    /** Over the whole width, because names, values and files are long. */
    private void way(ProbedNode node) {
        if (!node.way().isEmpty()) {
            Label title = new Label(messages.text(Phrase.FACT_WAY));
            title.getStyleClass().addAll("muted", "fact-cell");
            title.setMaxWidth(Double.MAX_VALUE);
            grid.add(title, 0, grid.getRowCount(), 2, 1);
            node.way().forEach(decision -> grid.add(decided(node, decision), 0, grid.getRowCount(), 2, 1));
        }
    }

    private VBox decided(ProbedNode node, Decision decision) {
        String host = decision.host().equals(node.name()) ? "" : decision.host() + ": ";
        Label value = new Label(host + decision.keyword() + " " + decision.value());
        Label by = new Label(by(decision.origin()));
        by.getStyleClass().add("muted");
        VBox cell = new VBox(value, by);
        for (Label line : List.of(value, by)) {
            line.setWrapText(true);
            line.setMinHeight(USE_PREF_SIZE);
        }
        cell.getStyleClass().add("fact-cell");
        return cell;
    }

    private String by(Origin origin) {
        return switch (origin) {
            case Origin.Line line -> shortened(line.file()) + ":" + line.line();
            case Origin.Given _ -> messages.text(Phrase.FACT_WAY_BY_CLUSTER_FILE);
            case Origin.ByDefault _ -> messages.text(Phrase.FACT_WAY_BY_DEFAULT);
        };
    }

    private static String shortened(Path file) {
        Path home = Path.of(System.getProperty("user.home"));
        return file.startsWith(home) ? "~/" + home.relativize(file) : file.toString();
    }

    private String address(SshAddress address) {
        String user = address.user().map(name -> name + "@").orElse("");
        String port = address.port().isPresent() ? ":" + address.port().getAsInt() : "";
        String via = address.via()
                .map(name -> " " + messages.text(Phrase.FACT_VIA, name))
                .orElse("");
        return user + address.host() + port + via;
    }

    private static String cores(Hardware hardware) {
        return hardware.sockets() + " × " + hardware.coresPerSocket() + " × " + hardware.threadsPerCore();
    }

    private String memory(ProbedNode node) {
        if (node.memoryMebibytes() == 0) {
            return "";
        }
        String all = Units.memory(node.memoryMebibytes());
        return node.facts()
                .map(facts -> messages.text(Phrase.FACT_FREE, all, Units.memory(facts.availableMemoryMebibytes())))
                .orElse(all);
    }

    private static String devices(ProbedNode node) {
        Map<String, Long> counts = node.devices().stream()
                .collect(Collectors.groupingBy(NodeFactsView::device, LinkedHashMap::new, Collectors.counting()));
        String all = counts.entrySet().stream()
                .map(entry -> entry.getValue() + " × " + entry.getKey())
                .collect(Collectors.joining("\n"));
        return all.isEmpty() && node.facts().isPresent() ? "–" : all;
    }

    private static String device(Accelerator device) {
        return device.memoryMebibytes() > 0
                ? device.model() + " " + Units.memory(device.memoryMebibytes())
                : device.model();
    }

    private String networks(Inventory inventory) {
        List<String> lines = new ArrayList<>();
        inventory
                .networks()
                .forEach(network -> lines.add(network.name()
                        + (network.megabitsPerSecond().isPresent()
                                ? " " + network.megabitsPerSecond().getAsLong() + " Mbit/s"
                                : "")));
        inventory.infiniband().forEach(port -> lines.add("InfiniBand " + port.device() + " " + port.rate()));
        return String.join("\n", lines);
    }

    private String shared(ProbedNode node) {
        String proved = node.sharesFolder()
                .map(shares -> messages.text(shares ? Phrase.FACT_PROVED : Phrase.FACT_NOT_PROVED))
                .orElse("");
        return node.facts()
                .map(NodeFacts::sharedFolderFreeBytes)
                .filter(free -> free.isPresent())
                .map(free -> messages.text(Phrase.FACT_FREE, proved, Units.bytes((double) free.getAsLong())))
                .orElse(proved);
    }

    /** How far it is ahead of this machine, with how sure that is. */
    private static String clock(Inventory.ClockOffset offset) {
        String sign = offset.millis() > 0 ? "+" : offset.millis() < 0 ? "−" : "";
        return sign + Math.abs(offset.millis()) + " ms ± " + offset.uncertaintyMillis() + " ms";
    }

    private void markedRow(ProbedNode node) {
        MarkIcon mark = new MarkIcon();
        mark.show(node.state().mark());
        Label word = new Label(messages.text(node.state().word()), mark);
        word.setGraphicTextGap(7);
        row(messages.text(Phrase.FACT_STATE), word);
    }

    private void row(Phrase name, String value) {
        row(messages.text(name), value);
    }

    private void row(String name, String value) {
        if (!value.isEmpty()) {
            Label label = new Label(value);
            label.setWrapText(true);
            row(name, label);
        }
    }

    private void row(String name, Label value) {
        int row = grid.getRowCount();
        Label key = new Label(name);
        key.getStyleClass().add("muted");
        for (Label cell : List.of(key, value)) {
            cell.getStyleClass().add("fact-cell");
            cell.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        }
        value.setMinHeight(USE_PREF_SIZE);
        grid.addRow(row, key, value);
    }
}
