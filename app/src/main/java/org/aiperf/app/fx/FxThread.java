package org.aiperf.app.fx;

import javafx.application.Platform;

/** The one door to the JavaFX thread: nothing else in the workbench calls {@link Platform} to get there. */
public final class FxThread {
    private FxThread() {}

    /** Starts the toolkit; once in a process. It stays until {@link #stopToolkit}. */
    public static void startToolkit() {
        Platform.startup(() -> Platform.setImplicitExit(false));
    }

    public static void stopToolkit() {
        Platform.exit();
    }

    public static boolean isHere() {
        return Platform.isFxApplicationThread();
    }

    /** At once if this is the JavaFX thread, else as soon as it comes to it. */
    public static void run(Runnable action) {
        if (isHere()) {
            action.run();
        } else {
            later(action);
        }
    }

    /** After what the JavaFX thread is doing now. */
    public static void later(Runnable action) {
        Platform.runLater(action);
    }
}
