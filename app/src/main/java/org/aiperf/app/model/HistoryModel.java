package org.aiperf.app.model;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.text.Units;
import org.aiperf.app.watch.RunView;
import org.aiperf.benchmark.Trial;

/** The model history: a line per candidate, filtered, counted. */
public final class HistoryModel {
    private final Messages messages;
    private final ObservableList<TrialRow> all = FXCollections.observableArrayList();
    private final FilteredList<TrialRow> shown = new FilteredList<>(all);
    private final StringProperty filter = new SimpleStringProperty("");
    private final StringBinding count;
    private List<Trial> trials = List.of();

    HistoryModel(Messages messages) {
        this.messages = messages;
        filter.addListener((_, _, _) -> refilter());
        messages.languageProperty().addListener((_, _, _) -> refilter());
        count = Bindings.createStringBinding(
                () -> messages.text(Phrase.HISTORY_COUNT, Units.count(shown.size()), Units.count(all.size())),
                shown,
                all,
                messages.languageProperty());
    }

    private void refilter() {
        String text = filter.get();
        shown.setPredicate(text.isBlank() ? null : TrialFilter.parse(text, mark -> messages.text(mark.word())));
    }

    public FilteredList<TrialRow> shown() {
        return shown;
    }

    public StringProperty filterProperty() {
        return filter;
    }

    /** {@code 12 of 63 trials}. */
    public StringBinding count() {
        return count;
    }

    /** Only lines whose trial changed are touched, so a long table keeps its selection and costs little. */
    @SuppressWarnings("ReferenceEquality") // The fold keeps what did not change, and comparing it deeply is dear.
    void show(RunView view) {
        List<Trial> next = view.run().search().byNumber();
        boolean sameStart = next.size() >= trials.size();
        for (int i = 0; sameStart && i < trials.size(); i++) {
            sameStart = next.get(i).id() == trials.get(i).id();
        }
        if (!sameStart) {
            all.setAll(next.stream().map(TrialRow::of).toList());
        } else {
            for (int i = 0; i < trials.size(); i++) {
                if (next.get(i) != trials.get(i)) {
                    all.set(i, TrialRow.of(next.get(i)));
                }
            }
            List<TrialRow> added = new ArrayList<>();
            for (Trial trial : next.subList(trials.size(), next.size())) {
                added.add(TrialRow.of(trial));
            }
            all.addAll(added);
        }
        trials = next;
    }
}
