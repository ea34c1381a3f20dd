package org.aiperf.app.model;

import org.aiperf.app.text.Phrase;

/** What the window is arranged for. */
public enum Perspective {
    CLUSTER(Phrase.PERSPECTIVE_CLUSTER),
    SEARCH(Phrase.PERSPECTIVE_SEARCH);

    private final Phrase title;

    Perspective(Phrase title) {
        this.title = title;
    }

    public Phrase title() {
        return title;
    }
}
