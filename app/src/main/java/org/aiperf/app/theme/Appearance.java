package org.aiperf.app.theme;

import java.util.Objects;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.text.Font;
import org.aiperf.app.text.Language;
import org.aiperf.app.text.Messages;

/** The theme that is worn now; it may change at any time, on the JavaFX thread. */
public final class Appearance {
    private static final String SHEET = style("workbench.css");

    private final ObjectProperty<Theme> theme;
    private final Messages messages;

    public Appearance(Theme theme, Messages messages) {
        this.theme = new SimpleObjectProperty<>(theme);
        this.messages = messages;
    }

    public ObjectProperty<Theme> themeProperty() {
        return theme;
    }

    /** Dresses a scene, and dresses it again whenever theme or language change. */
    public void dress(Scene scene) {
        theme.addListener((_, _, _) -> wear(scene));
        messages.languageProperty().addListener((_, _, _) -> wear(scene));
        wear(scene);
    }

    private void wear(Scene scene) {
        theme.get().install();
        scene.getStylesheets().setAll(style(theme.get().colours()), SHEET);
        Language language = messages.language();
        scene.getRoot().setStyle("-fx-font-family: \"" + FontChoice.family(language, Font.getFamilies()) + "\";");
    }

    private static String style(String name) {
        return Objects.requireNonNull(Appearance.class.getResource(name), name).toExternalForm();
    }
}
