package org.aiperf.app.model;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.aiperf.app.text.EventWords;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.text.Units;
import org.aiperf.app.watch.RunView;
import org.aiperf.benchmark.SearchEvent.SearchFailed;
import org.aiperf.benchmark.SearchEvent.StepsExecuted;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.StopRequested;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.LifecycleEvent.WorkerLost;
import org.aiperf.runs.Recorded;

/** The events in words, the newest last. Of a very long run only the last ones are kept here; the count says so. */
public final class LogModel {
    static final int KEPT = 20_000;

    private final EventWords words;
    private final ObservableList<Recorded> kept = FXCollections.observableArrayList();
    private final FilteredList<Recorded> shown = new FilteredList<>(kept);
    private final StringProperty filter = new SimpleStringProperty("");
    private final BooleanProperty withSteps = new SimpleBooleanProperty(false);
    private final SimpleLongProperty total = new SimpleLongProperty();
    private final StringBinding count;

    LogModel(Messages messages, ZoneId zone) {
        words = new EventWords(messages, zone);
        filter.addListener((_, _, _) -> refilter());
        withSteps.addListener((_, _, _) -> refilter());
        messages.languageProperty().addListener((_, _, _) -> refilter());
        refilter();
        count = Bindings.createStringBinding(
                () -> messages.text(Phrase.LOG_COUNT, Units.count(shown.size()), Units.count(total.get())),
                shown,
                total,
                messages.languageProperty());
    }

    private void refilter() {
        String wanted = filter.get().strip().toLowerCase(Locale.ROOT);
        boolean steps = withSteps.get();
        Predicate<Recorded> kind = recorded -> steps || !(recorded.event() instanceof StepsExecuted);
        Predicate<Recorded> text = recorded ->
                words.words(recorded.event()).toLowerCase(Locale.ROOT).contains(wanted);
        shown.setPredicate(wanted.isEmpty() ? kind : kind.and(text));
    }

    public FilteredList<Recorded> shown() {
        return shown;
    }

    public StringProperty filterProperty() {
        return filter;
    }

    /** Whether the reports of every second are listed too. */
    public BooleanProperty withStepsProperty() {
        return withSteps;
    }

    /** {@code 212 of 3,400 events}. */
    public StringBinding count() {
        return count;
    }

    public String time(Recorded recorded) {
        return words.time(recorded.atMillis());
    }

    public String words(Recorded recorded) {
        return words.words(recorded.event());
    }

    /** Whether a reader should look twice. */
    public boolean isTrouble(Recorded recorded) {
        return switch (recorded.event()) {
            case WorkerLost _ -> true;
            case SearchFailed _, StopRequested _ -> true;
            case TrialEnded e -> e.outcome() == Outcome.FAILED || e.outcome().isLost();
            default -> false;
        };
    }

    void show(RunView view, boolean otherRun) {
        List<Recorded> events = view.events();
        int seen = otherRun ? 0 : (int) Math.min(total.get(), events.size());
        int from = Math.max(seen, events.size() - KEPT);
        List<Recorded> added = new ArrayList<>(events.subList(from, events.size()));
        if (otherRun || from > seen) {
            kept.setAll(added);
        } else if (!added.isEmpty()) {
            kept.addAll(added);
            if (kept.size() > KEPT + KEPT / 4) {
                kept.remove(0, kept.size() - KEPT);
            }
        }
        total.set(events.size());
    }
}
