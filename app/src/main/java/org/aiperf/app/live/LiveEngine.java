package org.aiperf.app.live;

import com.almasb.fxgl.app.FXGLPane;
import com.almasb.fxgl.app.GameApplication;
import com.almasb.fxgl.dsl.FXGL;
import com.almasb.fxgl.entity.Entity;
import com.almasb.fxgl.entity.component.Component;
import java.util.List;
import java.util.Optional;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.aiperf.app.fx.FxThread;
import org.jspecify.annotations.Nullable;

/**
 * The game engine. There is one in a process, and one view at a time has it; a second view gets none and stands still.
 * It is paused whenever nobody has it or its owner says so. Used on the JavaFX thread.
 */
public final class LiveEngine {
    private static @Nullable LiveEngine only;
    private static boolean taken;

    private final FXGLPane pane;
    private boolean started;
    private boolean paused;
    private @Nullable Runnable waiting;

    private LiveEngine() {
        // The engine would catch what anything in the program throws, and show it as an error of a game.
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        pane = GameApplication.embeddedLaunch(new LiveGame(this::begin));
        Thread.setDefaultUncaughtExceptionHandler(handler);
        pane.setRenderFill(Color.TRANSPARENT);
        pane.renderWidthProperty().bind(pane.widthProperty());
        pane.renderHeightProperty().bind(pane.heightProperty());
    }

    /**
     * Gives the engine to a view, if it is free.
     *
     * @param ready called once it runs, and never before this returns
     */
    static Optional<LiveEngine> take(Runnable ready) {
        if (taken) {
            return Optional.empty();
        }
        taken = true;
        LiveEngine engine = only;
        if (engine == null) {
            engine = new LiveEngine();
            only = engine;
        }
        engine.waiting = ready;
        if (engine.started) {
            FxThread.later(engine::begin);
        }
        return Optional.of(engine);
    }

    /** Ends the engine for good, with the process. */
    public static void shutDown() {
        if (only != null) {
            GameApplication.embeddedShutdown();
            only = null;
            taken = false;
        }
    }

    private void begin() {
        started = true;
        FXGL.getGameScene().setBackgroundColor(Color.TRANSPARENT);
        FXGL.getGameScene().setCursor(Cursor.DEFAULT);
        Runnable owner = waiting;
        waiting = null;
        if (owner != null) {
            owner.run();
        }
    }

    Region pane() {
        return pane;
    }

    boolean isPaused() {
        return paused;
    }

    void setPaused(boolean pause) {
        if (!started || pause == paused) {
            return;
        }
        paused = pause;
        if (pause) {
            FXGL.getGameController().pauseEngine();
        } else {
            FXGL.getGameController().resumeEngine();
        }
    }

    /** Puts a node on the stage, moved by the components. Higher ones cover lower ones. */
    Entity add(Node node, int height, Component... components) {
        Entity entity = new Entity();
        entity.setZIndex(height);
        entity.getViewComponent().addChild(node);
        for (Component component : components) {
            entity.addComponent(component);
        }
        FXGL.getGameWorld().addEntity(entity);
        return entity;
    }

    /** How many entities move by themselves. */
    long moving() {
        return FXGL.getGameWorld().getEntities().stream()
                .filter(entity -> entity.hasComponent(Packet.class) || entity.hasComponent(Halo.class))
                .count();
    }

    /** Takes everything off the stage and lets another view have the engine. */
    void release() {
        waiting = null;
        taken = false;
        if (started) {
            FXGL.getGameWorld().removeEntities(List.copyOf(FXGL.getGameWorld().getEntities()));
            setPaused(true);
        }
    }
}
