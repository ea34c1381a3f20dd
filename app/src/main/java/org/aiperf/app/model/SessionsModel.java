package org.aiperf.app.model;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.aiperf.app.services.RecordedRun;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.text.Units;

/** The sessions that are kept, the newest first. */
public final class SessionsModel {
    private static final DateTimeFormatter STARTED = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Messages messages;
    private final ZoneId zone;
    private final ObservableList<RecordedRun> all = FXCollections.observableArrayList();

    SessionsModel(Messages messages, ZoneId zone) {
        this.messages = messages;
        this.zone = zone;
    }

    public ObservableList<RecordedRun> all() {
        return all;
    }

    public String started(RecordedRun run) {
        return STARTED.format(Instant.ofEpochMilli(run.startedAtMillis()).atZone(zone));
    }

    /** {@code 22 trials · 5.38 GOPS}. */
    public String summary(RecordedRun run) {
        String trials = messages.text(Phrase.SESSION_TRIALS, Units.count(run.trials()));
        Double score = run.score();
        return score == null ? trials : trials + " · " + Units.rate(score);
    }

    void show(List<RecordedRun> runs) {
        if (!all.equals(runs)) {
            all.setAll(runs);
        }
    }
}
