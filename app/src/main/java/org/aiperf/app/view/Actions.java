package org.aiperf.app.view;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.aiperf.app.model.WorkbenchModel;
import org.aiperf.app.text.Language;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.theme.Appearance;
import org.aiperf.app.theme.Theme;

/** What can be done in the window. */
final class Actions {
    private static final ObservableBooleanValue NEVER_OFF = new SimpleBooleanProperty(false);

    private final Action demo;
    private final Action export;
    private final Action stop;
    private final Action refresh;
    private final Action theme;
    private final Action language;
    private final Action close;

    /**
     * @param folder asks for a folder
     * @param mayStop asks whether the run should really end
     * @param alsoRefresh reads what else may have changed
     */
    Actions(
            WorkbenchModel model,
            Appearance appearance,
            Supplier<Optional<Path>> folder,
            BooleanSupplier mayStop,
            Runnable closeWindow,
            Runnable alsoRefresh) {
        demo = action("demo", Phrase.ACTION_DEMO, "play", "Shortcut+D", NEVER_OFF, model::startDemo);
        export = action(
                "export",
                Phrase.ACTION_EXPORT,
                "report",
                "Shortcut+E",
                model.run().presentProperty().not(),
                () -> folder.get().ifPresent(model::export));
        stop = action(
                "stop",
                Phrase.ACTION_STOP,
                "stop",
                "Shortcut+Period",
                model.run().stoppableProperty().not(),
                () -> {
                    if (mayStop.getAsBoolean()) {
                        model.stop();
                    }
                });
        refresh = action("refresh", Phrase.ACTION_REFRESH, "refresh", "F5", NEVER_OFF, () -> {
            model.refreshSessions();
            alsoRefresh.run();
        });
        theme = action("switch-theme", Phrase.ACTION_THEME, "theme", "Shortcut+T", NEVER_OFF, () -> {
            Theme now = appearance.themeProperty().get();
            appearance.themeProperty().set(now == Theme.DARK ? Theme.LIGHT : Theme.DARK);
        });
        language = action("switch-language", Phrase.ACTION_LANGUAGE, "language", "Shortcut+L", NEVER_OFF, () -> {
            Language now = model.messages().language();
            model.messages().languageProperty().set(now == Language.ENGLISH ? Language.CHINESE : Language.ENGLISH);
        });
        close = action("close", Phrase.ACTION_CLOSE, "clear", "Shortcut+Q", NEVER_OFF, closeWindow);
    }

    private static Action action(
            String id, Phrase title, String icon, String key, ObservableBooleanValue off, Runnable run) {
        KeyCombination combination = KeyCodeCombination.keyCombination(key);
        return new Action(id, title, icon, combination, off, run);
    }

    Action demo() {
        return demo;
    }

    Action export() {
        return export;
    }

    Action stop() {
        return stop;
    }

    Action refresh() {
        return refresh;
    }

    Action theme() {
        return theme;
    }

    Action language() {
        return language;
    }

    Action close() {
        return close;
    }
}
