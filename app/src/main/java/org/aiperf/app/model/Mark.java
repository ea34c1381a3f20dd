package org.aiperf.app.model;

import java.util.Locale;
import org.aiperf.app.text.Phrase;
import org.aiperf.benchmark.Trial;

/** A state as it is marked everywhere: by its own shape, its colour and its word. */
public enum Mark {
    MASTER(Phrase.STATE_MASTER),
    IDLE(Phrase.STATE_IDLE),
    WAITING(Phrase.STATE_WAITING),
    STARTING(Phrase.STATE_STARTING),
    TRAINING(Phrase.STATE_TRAINING),
    DONE(Phrase.STATE_DONE),
    STOPPED(Phrase.STATE_STOPPED),
    FAILED(Phrase.STATE_FAILED),
    LOST(Phrase.STATE_LOST),
    LEFT(Phrase.STATE_LEFT);

    private final Phrase word;

    Mark(Phrase word) {
        this.word = word;
    }

    public Phrase word() {
        return word;
    }

    /** The file name of its shape and the end of its style class. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Mark of(Trial.Status status) {
        return switch (status) {
            case WAITING -> WAITING;
            case STARTING -> STARTING;
            case TRAINING -> TRAINING;
            case DONE -> DONE;
            case STOPPED -> STOPPED;
            case FAILED -> FAILED;
            case LOST -> LOST;
        };
    }
}
