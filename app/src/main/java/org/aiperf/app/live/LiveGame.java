package org.aiperf.app.live;

import com.almasb.fxgl.app.ApplicationMode;
import com.almasb.fxgl.app.GameApplication;
import com.almasb.fxgl.app.GameSettings;
import java.util.List;
import org.aiperf.app.fx.FxThread;
import org.jspecify.annotations.Nullable;

/** The engine's settings: no menus, no files, no network, and nothing of its own looks. */
final class LiveGame extends GameApplication {
    static final int TICKS_PER_SECOND = 30;

    private @Nullable Runnable ready;

    LiveGame(Runnable ready) {
        this.ready = ready;
    }

    @Override
    protected void initSettings(GameSettings settings) {
        settings.setWidth(1280);
        settings.setHeight(720);
        settings.setTitle("AIPerf Workbench");
        settings.setApplicationMode(ApplicationMode.RELEASE);
        settings.setIntroEnabled(false);
        settings.setMainMenuEnabled(false);
        settings.setGameMenuEnabled(false);
        settings.setCloseConfirmation(false);
        settings.setFileSystemWriteAllowed(false);
        settings.setManualResizeEnabled(true);
        settings.setScaleAffectedOnResize(false);
        settings.setTicksPerSecond(TICKS_PER_SECOND);
        settings.setCSSList(List.of());
    }

    @Override
    protected void onUpdate(double secondsPerFrame) {
        Runnable first = ready;
        if (first != null) {
            ready = null;
            FxThread.later(first);
        }
    }
}
