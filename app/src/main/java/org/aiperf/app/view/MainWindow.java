package org.aiperf.app.view;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.aiperf.administration.KnownClusters;
import org.aiperf.app.clusters.ClustersModel;
import org.aiperf.app.clusters.PersonAtTheWindow;
import org.aiperf.app.live.LiveView;
import org.aiperf.app.model.Perspective;
import org.aiperf.app.model.WorkbenchModel;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.theme.Appearance;
import org.aiperf.app.theme.Icon;
import org.controlsfx.control.textfield.TextFields;

/** Everything in the window, put in its place. */
public final class MainWindow extends BorderPane {
    private final WorkbenchModel model;
    private final Messages messages;
    private final LiveView live;
    private final ClustersModel clusters;

    /**
     * @param folder asks for a folder
     * @param clusterFile asks for a cluster file
     * @param mayStop asks whether the run should really end
     */
    public MainWindow(
            WorkbenchModel model,
            ClustersModel clusters,
            Appearance appearance,
            Supplier<Optional<Path>> folder,
            Supplier<Optional<Path>> clusterFile,
            BooleanSupplier mayStop,
            Runnable closeWindow) {
        this.model = model;
        this.clusters = clusters;
        this.messages = model.messages();
        this.live = new LiveView(model.live());
        getStyleClass().add("workbench");
        Actions actions = new Actions(model, appearance, folder, mayStop, closeWindow, clusters::refresh);
        ClusterActions clusterActions = new ClusterActions(
                clusters, model.perspectiveProperty(), () -> getScene().getWindow(), clusterFile);
        setTop(new TopBar(model.run(), actions, clusterActions, model.perspectiveProperty(), messages));
        SplitPane right = split(Orientation.VERTICAL, 0.62, livePanel(), historyPanel());
        SplitPane whole = split(Orientation.HORIZONTAL, 0.175, leftColumn(actions), right);
        whole.getStyleClass().add("whole");
        ClusterPerspective cluster = new ClusterPerspective(clusters, clusterActions, model.jobs());
        shownIn(Perspective.SEARCH, whole);
        shownIn(Perspective.CLUSTER, cluster);
        setCenter(new StackPane(whole, cluster));
        setBottom(new StatusView(model, clusterFile(), appearance));
        setFocusTraversable(true);
    }

    /** Where the file of the cluster that is open lies; empty while the window is not arranged for it. */
    private StringBinding clusterFile() {
        return Bindings.createStringBinding(
                () -> {
                    KnownClusters.Known known = clusters.shownProperty().get();
                    return known != null && model.perspectiveProperty().get() == Perspective.CLUSTER
                            ? known.name() + " · " + known.file()
                            : "";
                },
                clusters.shownProperty(),
                model.perspectiveProperty());
    }

    private void shownIn(Perspective wanted, Node part) {
        part.visibleProperty().bind(model.perspectiveProperty().isEqualTo(wanted));
    }

    /** Starts what moves, and asks what is asked; once the window is there. */
    public void start() {
        requestFocus();
        live.start();
        new QuestionDialogs(getScene().getWindow(), messages, clusters.person());
    }

    /** Stops it again. */
    public void stop() {
        live.stop();
    }

    /** The Live view. */
    public LiveView live() {
        return live;
    }

    /** Whom connections ask. */
    public PersonAtTheWindow person() {
        return clusters.person();
    }

    private static SplitPane split(Orientation orientation, double divider, Node... parts) {
        SplitPane split = new SplitPane(parts);
        split.setOrientation(orientation);
        split.setDividerPositions(divider);
        SplitPane.setResizableWithParent(parts[0], orientation == Orientation.VERTICAL);
        return split;
    }

    private Node leftColumn(Actions actions) {
        Label noCluster = new Label();
        noCluster.textProperty().bind(messages.bind(Phrase.CLUSTER_EMPTY));
        noCluster.getStyleClass().addAll("muted", "hint");
        noCluster.visibleProperty().bind(model.run().presentProperty().not());
        Panel cluster =
                new Panel(messages.bind(Phrase.PANEL_CLUSTER), new StackPane(new ClusterTree(model.live()), noCluster));
        Panel sessions =
                new Panel(messages.bind(Phrase.PANEL_SESSIONS), new SessionList(model), iconButton(actions.refresh()));
        Button clear = new Button();
        clear.setGraphic(new Icon("clear"));
        clear.getStyleClass().addAll("tool", "small-tool");
        clear.accessibleTextProperty().bind(messages.bind(Phrase.ACTION_CLEAR_JOBS));
        clear.setOnAction(_ -> model.jobs().clearEnded());
        Panel jobs = new Panel(messages.bind(Phrase.PANEL_JOBS), jobList(), clear);
        SplitPane column = new SplitPane(cluster, sessions, jobs);
        column.setOrientation(Orientation.VERTICAL);
        column.setDividerPositions(0.40, 0.75);
        return column;
    }

    private JobList jobList() {
        JobList jobs = new JobList(model.jobs(), messages);
        jobs.setId("jobs");
        return jobs;
    }

    private Button iconButton(Action action) {
        Button button = new Button();
        button.setGraphic(new Icon(action.icon()));
        button.getStyleClass().addAll("tool", "small-tool");
        button.accessibleTextProperty().bind(messages.bind(action.title()));
        button.setTooltip(new Tooltip(action.key().getDisplayText()));
        button.setOnAction(_ -> action.run().run());
        return button;
    }

    private VBox welcome() {
        Label title = new Label();
        title.textProperty().bind(messages.bind(Phrase.WELCOME_TITLE));
        title.getStyleClass().add("welcome-title");
        Label text = new Label();
        text.textProperty().bind(messages.bind(Phrase.WELCOME));
        text.getStyleClass().add("muted");
        VBox welcome = new VBox(title, text);
        welcome.getStyleClass().add("welcome");
        return welcome;
    }

    private Node livePanel() {
        VBox.setVgrow(live, Priority.ALWAYS);
        VBox run = new VBox(new HeaderView(model.header()), live);
        run.visibleProperty().bind(model.run().presentProperty());
        VBox welcome = welcome();
        welcome.visibleProperty().bind(model.run().presentProperty().not());
        StackPane body = new StackPane(welcome, run);
        Label size = new Label();
        size.setId("cluster-size");
        size.getStyleClass().add("muted");
        size.textProperty()
                .bind(Bindings.createStringBinding(
                        model.live()::size, model.cluster().slavesProperty(), messages.languageProperty()));
        size.visibleProperty().bind(model.run().presentProperty());
        return new Panel(messages.bind(Phrase.PANEL_LIVE), body, size);
    }

    private Node historyPanel() {
        TabbedPanel panel = new TabbedPanel();
        panel.add(
                "tab-history",
                messages.bind(Phrase.PANEL_HISTORY),
                new HistoryTable(model.history(), messages),
                filter("history-filter", Phrase.HISTORY_FILTER, model.history().filterProperty()),
                count("history-count", model.history().count()));
        CheckBox steps = new CheckBox();
        steps.setId("log-steps");
        steps.textProperty().bind(messages.bind(Phrase.LOG_STEPS));
        steps.selectedProperty().bindBidirectional(model.log().withStepsProperty());
        panel.add(
                "tab-log",
                messages.bind(Phrase.PANEL_LOG),
                new LogList(model.log(), messages),
                steps,
                filter("log-filter", Phrase.LOG_FILTER, model.log().filterProperty()),
                count("log-count", model.log().count()));
        return panel;
    }

    private TextField filter(String id, Phrase prompt, StringProperty text) {
        TextField field = TextFields.createClearableTextField();
        field.setId(id);
        field.promptTextProperty().bind(messages.bind(prompt));
        field.accessibleTextProperty().bind(messages.bind(prompt));
        field.textProperty().bindBidirectional(text);
        field.getStyleClass().add("filter");
        return field;
    }

    private static Label count(String id, ObservableValue<String> text) {
        Label count = new Label();
        count.setId(id);
        count.textProperty().bind(text);
        count.getStyleClass().add("muted");
        count.setMinWidth(USE_PREF_SIZE);
        return count;
    }
}
