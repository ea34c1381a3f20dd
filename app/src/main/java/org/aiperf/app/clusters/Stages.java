package org.aiperf.app.clusters;

import org.aiperf.app.text.Phrase;
import org.aiperf.remote.ConnectionException.Stage;

/** How far a connection came, in the language of the window. */
public final class Stages {
    private Stages() {}

    public static Phrase word(Stage stage) {
        return switch (stage) {
            case CONFIGURATION -> Phrase.STAGE_CONFIGURATION;
            case ADDRESS -> Phrase.STAGE_ADDRESS;
            case TCP -> Phrase.STAGE_TCP;
            case BANNER -> Phrase.STAGE_BANNER;
            case KEY_EXCHANGE -> Phrase.STAGE_KEY_EXCHANGE;
            case HOST_KEY -> Phrase.STAGE_HOST_KEY;
            case AUTHENTICATION -> Phrase.STAGE_AUTHENTICATION;
            case CHANNEL -> Phrase.STAGE_CHANNEL;
            case COMMAND -> Phrase.STAGE_COMMAND;
            case TRANSFER -> Phrase.STAGE_TRANSFER;
        };
    }
}
