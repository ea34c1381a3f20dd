package org.aiperf.app;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Collects what JavaFX complains about in style sheets. */
final class CssWarnings extends Handler {
    private static final Logger CSS = Logger.getLogger("javafx.css");

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    void start() {
        CSS.addHandler(this);
    }

    void stop() {
        CSS.removeHandler(this);
    }

    List<String> seen() {
        return seen;
    }

    @Override
    public void publish(LogRecord warning) {
        if (warning.getLevel().intValue() >= Level.WARNING.intValue()) {
            seen.add(formatter.formatMessage(warning));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
