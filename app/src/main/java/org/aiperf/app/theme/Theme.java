package org.aiperf.app.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;

/** A look of the whole workbench. */
public enum Theme {
    DARK(new PrimerDark().getUserAgentStylesheet(), "dark.css"),
    LIGHT(new PrimerLight().getUserAgentStylesheet(), "light.css");

    private final String userAgentStyleSheet;
    private final String colours;

    Theme(String userAgentStyleSheet, String colours) {
        this.userAgentStyleSheet = userAgentStyleSheet;
        this.colours = colours;
    }

    /** The file with its colours. */
    String colours() {
        return colours;
    }

    void install() {
        Application.setUserAgentStylesheet(userAgentStyleSheet);
    }

    /** The one the system prefers. */
    public static Theme ofSystem() {
        return Platform.getPreferences().getColorScheme() == ColorScheme.DARK ? DARK : LIGHT;
    }
}
