package org.aiperf.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.aiperf.app.script.ScriptedServices;
import org.aiperf.app.text.Language;
import org.aiperf.app.text.Messages;
import org.aiperf.app.theme.Appearance;
import org.aiperf.app.theme.Theme;
import org.aiperf.app.view.MainWindow;
import org.aiperf.launch.LiveRun;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A window on scripted services, and what a person does and sees there. */
abstract class WorkbenchJourney {
    private static final Path PICTURES = Path.of("target", "screenshots");

    final FxRobot robot = new FxRobot();
    final Messages messages = new Messages(Language.ENGLISH);
    final Appearance appearance = new Appearance(Theme.DARK, messages);
    private final List<Throwable> thrown = new CopyOnWriteArrayList<>();
    private final CssWarnings cssWarnings = new CssWarnings();
    private @Nullable Stage stage;
    private @Nullable MainWindow window;
    private @Nullable Path reportFolder;
    private @Nullable Path clusterFile;

    @BeforeEach
    void startToolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        cssWarnings.start();
        thrown.clear();
        Thread.setDefaultUncaughtExceptionHandler((thread, problem) -> thrown.add(problem));
    }

    @AfterEach
    void closeWindow() throws TimeoutException {
        Stage open = stage;
        if (open != null) {
            assertThat(robot.lookup("Exit game").tryQuery())
                    .as("the engine's own error page")
                    .isEmpty();
            robot.interact(open::close);
        }
        cssWarnings.stop();
        assertThat(thrown).as("exceptions that nobody caught").isEmpty();
        assertThat(cssWarnings.seen()).as("warnings about style sheets").isEmpty();
    }

    MainWindow open(ScriptedServices services, @Nullable LiveRun live) {
        robot.interact(() -> {
            Stage shown = new Stage();
            shown.setX(0);
            shown.setY(0);
            shown.setWidth(1600);
            shown.setHeight(1000);
            stage = shown;
            window = Workbench.show(
                    shown,
                    services.services(live),
                    messages,
                    appearance,
                    ZoneOffset.UTC,
                    new Workbench.Pickers(
                            () -> Optional.ofNullable(reportFolder), () -> Optional.ofNullable(clusterFile)),
                    () -> {});
        });
        return window();
    }

    MainWindow window() {
        return Objects.requireNonNull(window);
    }

    void exportTo(Path folder) {
        reportFolder = folder;
    }

    /** What the person picks when asked for a cluster file. */
    void pickClusterFile(Path file) {
        clusterFile = file;
    }

    String text(String selector) {
        return onFx(() -> robot.lookup(selector).queryAs(Label.class).getText());
    }

    <T> T onFx(Callable<T> question) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, question);
    }

    /** Waits until something holds, as people do. */
    void await(String what, Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> onFx(condition));
        } catch (TimeoutException e) {
            throw new AssertionError("not within 20 s: " + what, e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    void awaitText(String selector, String expected) {
        await(
                selector + " says " + expected,
                () -> robot.lookup(selector)
                        .tryQueryAs(Label.class)
                        .map(label -> label.getText().equals(expected))
                        .orElse(false));
    }

    void picture(String name) {
        picture(name, Objects.requireNonNull(stage).getScene());
    }

    void picture(String name, Scene scene) {
        WaitForAsyncUtils.waitForFxEvents(20);
        BufferedImage image = onFx(() -> SwingFXUtils.fromFXImage(scene.snapshot(null), null));
        try {
            Files.createDirectories(PICTURES);
            ImageIO.write(image, "png", PICTURES.resolve(name + ".png").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
