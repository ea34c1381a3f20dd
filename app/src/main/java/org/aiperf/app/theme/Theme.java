package org.aiperf.app.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Locale;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;

/** A look of the whole workbench. */
public enum Theme {
    DARK(new PrimerDark().getUserAgentStylesheet()),
    LIGHT(new PrimerLight().getUserAgentStylesheet());

    private final String userAgentStyleSheet;

    Theme(String userAgentStyleSheet) {
        this.userAgentStyleSheet = userAgentStyleSheet;
    }

    /** What the style sheets call it. */
    public String styleClass() {
        return name().toLowerCase(Locale.ROOT);
    }

    void install() {
        Application.setUserAgentStylesheet(userAgentStyleSheet);
    }

    /** The one the system prefers. */
    public static Theme ofSystem() {
        return Platform.getPreferences().getColorScheme() == ColorScheme.DARK ? DARK : LIGHT;
    }
}
