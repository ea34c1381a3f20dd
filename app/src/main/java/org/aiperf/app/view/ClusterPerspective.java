package org.aiperf.app.view;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.aiperf.app.clusters.ClustersModel;
import org.aiperf.app.clusters.ProbedNode;
import org.aiperf.app.job.JobEntry;
import org.aiperf.app.job.Jobs;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.text.Units;
import org.aiperf.app.theme.Icon;

/** The window as it is arranged for a cluster: the known ones, the open one drawn, its problems, and Slurm's files. */
final class ClusterPerspective extends SplitPane {
    private final ClustersModel model;
    private final Messages messages;
    private final ClusterActions actions;

    ClusterPerspective(ClustersModel model, ClusterActions actions, Jobs jobs) {
        this.model = model;
        this.messages = model.messages();
        this.actions = actions;
        setId("cluster-perspective");
        getStyleClass().add("whole");
        SplitPane left = new SplitPane(clusters(), facts());
        left.setOrientation(Orientation.VERTICAL);
        left.setDividerPositions(0.42);
        SplitPane middle = new SplitPane(topology(), below(jobs));
        middle.setOrientation(Orientation.VERTICAL);
        middle.setDividerPositions(0.60);
        SlurmPanel slurm = new SlurmPanel(model, new SlurmQuestions(this));
        getItems().setAll(left, middle, slurm);
        setDividerPositions(0.18, 0.70);
        SplitPane.setResizableWithParent(left, false);
    }

    private Node clusters() {
        return new Panel(
                messages.bind(Phrase.PANEL_CLUSTERS),
                new ClusterList(model),
                iconButton(actions.add()),
                iconButton(actions.open()));
    }

    private Node facts() {
        Label nothing = new Label();
        nothing.textProperty().bind(messages.bind(Phrase.NODE_EMPTY));
        nothing.getStyleClass().addAll("muted", "hint");
        nothing.visibleProperty().bind(model.selectedNodeProperty().isEmpty());
        return new Panel(messages.bind(Phrase.PANEL_NODE), new StackPane(new NodeFactsView(model), nothing));
    }

    private Button iconButton(Action action) {
        Button button = new Button();
        button.setId("icon-" + action.id());
        button.setGraphic(new Icon(action.icon()));
        button.getStyleClass().addAll("tool", "small-tool");
        button.accessibleTextProperty().bind(messages.bind(action.title()));
        Tooltip tooltip = new Tooltip();
        tooltip.textProperty()
                .bind(messages.bind(action.title())
                        .concat("  ")
                        .concat(action.key().getDisplayText()));
        button.setTooltip(tooltip);
        button.setOnAction(_ -> action.run().run());
        return button;
    }

    private Node topology() {
        ProgressIndicator turning = new ProgressIndicator();
        turning.getStyleClass().add("small-progress");
        Label progress = new Label();
        progress.setId("probe-progress");
        progress.textProperty().bind(model.probe().progressProperty());
        progress.getStyleClass().add("muted");
        Button cancel = new Button("", new Icon("clear"));
        cancel.setId("probe-cancel");
        cancel.getStyleClass().addAll("tool", "small-tool");
        cancel.accessibleTextProperty().bind(messages.bind(Phrase.ACTION_CANCEL));
        cancel.setOnAction(_ -> model.probe().cancel());
        HBox running = new HBox(6, turning, progress, cancel);
        running.setAlignment(Pos.CENTER_RIGHT);
        running.visibleProperty().bind(model.probe().runningProperty());
        running.managedProperty().bind(running.visibleProperty());
        Label size = new Label();
        size.setId("cluster-nodes");
        size.getStyleClass().add("muted");
        size.textProperty().bind(size());
        StackPane body = new StackPane(new ProbeTopology(model), welcome());
        return new Panel(messages.bind(Phrase.PANEL_TOPOLOGY), body, running, size);
    }

    private StringBinding size() {
        return Bindings.createStringBinding(
                () -> {
                    List<ProbedNode> nodes = model.probe().nodesProperty().get();
                    int devices = nodes.stream()
                            .filter(node -> !node.isMaster())
                            .mapToInt(node -> node.devices().isEmpty()
                                    ? node.node().accelerators().size()
                                    : node.devices().size())
                            .sum();
                    return nodes.isEmpty()
                            ? ""
                            : messages.text(Phrase.TOPOLOGY_SIZE, Units.count(nodes.size()), Units.count(devices));
                },
                model.probe().nodesProperty(),
                messages.languageProperty());
    }

    private Node welcome() {
        Label title = new Label();
        title.textProperty().bind(messages.bind(Phrase.CLUSTERS_WELCOME_TITLE));
        title.getStyleClass().add("welcome-title");
        Label text = new Label();
        text.textProperty().bind(messages.bind(Phrase.CLUSTERS_WELCOME));
        text.getStyleClass().addAll("muted", "hint");
        HBox buttons = new HBox(
                8, actions.add().button(messages, "primary"), actions.open().button(messages));
        buttons.setAlignment(Pos.CENTER);
        buttons.getChildren().forEach(button -> button.setId("welcome-" + button.getId()));
        VBox welcome = new VBox(title, text, buttons);
        welcome.getStyleClass().add("welcome");
        welcome.visibleProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> model.probe().nodesProperty().get().isEmpty(),
                        model.probe().nodesProperty()));
        return welcome;
    }

    private static boolean isOfARun(JobEntry job) {
        return job.title() == Phrase.JOB_RUN || job.title() == Phrase.JOB_ATTACH;
    }

    private Node below(Jobs jobs) {
        TabbedPanel panel = new TabbedPanel();
        ProblemList problems = new ProblemList(model);
        StringBinding title = Bindings.createStringBinding(
                () -> messages.text(Phrase.PANEL_PROBLEMS)
                        + (problems.countProperty().get() == 0
                                ? ""
                                : "  " + problems.countProperty().get()),
                problems.countProperty(),
                messages.languageProperty());
        panel.add("tab-problems", title, problems);
        Label summary = new Label();
        summary.setId("preflight-summary");
        summary.getStyleClass().add("muted");
        summary.textProperty()
                .bind(Bindings.createStringBinding(
                        model.preflight()::summary, model.preflight().verdictsProperty(), messages.languageProperty()));
        panel.add(
                "tab-preflight",
                messages.bind(Phrase.PANEL_PREFLIGHT),
                new VerdictTable(model.preflight(), messages),
                summary);
        panel.add("tab-cluster-jobs", messages.bind(Phrase.PANEL_JOBS), new JobList(jobs, messages));
        jobs.entries().addListener((ListChangeListener<JobEntry>) change -> {
            while (change.next()) {
                if (change.getAddedSubList().stream().anyMatch(ClusterPerspective::isOfARun)) {
                    panel.show("tab-cluster-jobs");
                }
            }
        });
        model.preflight().runningProperty().subscribe(running -> {
            if (running) {
                panel.show("tab-preflight");
            }
        });
        model.probe().runningProperty().subscribe(running -> {
            if (running) {
                panel.show("tab-problems");
            }
        });
        return panel;
    }
}
