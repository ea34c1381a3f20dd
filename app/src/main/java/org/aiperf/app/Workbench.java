package org.aiperf.app;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.aiperf.app.clusters.ClustersModel;
import org.aiperf.app.fx.FxThread;
import org.aiperf.app.live.LiveEngine;
import org.aiperf.app.model.WorkbenchModel;
import org.aiperf.app.services.WorkbenchServices;
import org.aiperf.app.text.Language;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.theme.Appearance;
import org.aiperf.app.theme.Theme;
import org.aiperf.app.view.MainWindow;
import org.aiperf.app.view.Questions;

/** The window of the workbench. */
public final class Workbench {
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    private static final double TITLE_BAR = 40;

    private Workbench() {}

    /**
     * Asks for places on the disk of this computer.
     *
     * @param folder for reports
     */
    record Pickers(Supplier<Optional<Path>> folder, Supplier<Optional<Path>> clusterFile) {}

    /**
     * Starts the toolkit, shows the window and returns once it is closed. Once in a process.
     *
     * @param closed is counted down when the window is closed; counting it down lets this return at once
     */
    static void open(WorkbenchServices services, CountDownLatch closed) throws InterruptedException {
        FxThread.startToolkit();
        FxThread.run(() -> {
            Messages messages = new Messages(Language.of(Locale.getDefault()));
            Appearance appearance = new Appearance(Theme.ofSystem(), messages);
            Stage stage = new Stage();
            show(
                    stage,
                    services,
                    messages,
                    appearance,
                    ZoneId.systemDefault(),
                    new Pickers(
                            () -> Questions.reportFolder(stage, messages),
                            () -> Questions.clusterFile(stage, messages)),
                    closed::countDown);
        });
        closed.await();
    }

    /** Stops what {@link #open} started. */
    static void leave() {
        FxThread.run(LiveEngine::shutDown);
        FxThread.stopToolkit();
    }

    /** Fills a stage and shows it; to be called on the JavaFX thread. */
    static MainWindow show(
            Stage stage,
            WorkbenchServices services,
            Messages messages,
            Appearance appearance,
            ZoneId zone,
            Pickers pickers,
            Runnable onClosed) {
        WorkbenchModel model = new WorkbenchModel(services, messages, zone);
        ClustersModel clusters = new ClustersModel(services.clusters(), model);
        MainWindow window = new MainWindow(
                model,
                clusters,
                appearance,
                pickers.folder(),
                pickers.clusterFile(),
                () -> Questions.mayStop(stage, model),
                stage::close);
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        Scene scene =
                new Scene(window, Math.min(WIDTH, screen.getWidth()), Math.min(HEIGHT, screen.getHeight() - TITLE_BAR));
        appearance.dress(scene);
        stage.titleProperty().bind(messages.bind(Phrase.APP_TITLE));
        stage.setMinWidth(960);
        stage.setMinHeight(640);
        stage.setScene(scene);
        stage.setOnHidden(_ -> {
            window.stop();
            clusters.close();
            model.close();
            onClosed.run();
        });
        stage.show();
        window.start();
        model.start();
        clusters.refresh();
        return window;
    }
}
