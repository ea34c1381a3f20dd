package org.aiperf.app.model;

import java.util.List;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.text.Units;
import org.aiperf.app.watch.RunView;
import org.aiperf.benchmark.ScoreSample;
import org.aiperf.benchmark.SearchState;
import org.aiperf.benchmark.Trial;
import org.jspecify.annotations.Nullable;

/** The big numbers above everything. */
public final class HeaderModel {
    private static final String NONE = "–";

    private final Messages messages;
    private final Figure score = new Figure("score");
    private final Figure regulated = new Figure("regulated");
    private final Figure error = new Figure("error");
    private final Figure busy = new Figure("busy");
    private final Figure models = new Figure("models");
    private final Figure corrected = new Figure("corrected");
    private @Nullable RunView view;

    HeaderModel(Messages messages) {
        this.messages = messages;
        messages.languageProperty().addListener((_, _, _) -> update());
        update();
    }

    /** In the order in which they stand. */
    public List<Figure> figures() {
        return List.of(score, regulated, error, busy, models, corrected);
    }

    void show(RunView next) {
        view = next;
        update();
    }

    private void update() {
        ScoreSample sample = view == null ? null : view.score();
        if (sample == null) {
            showScores(NONE, NONE, NONE, NONE);
        } else {
            showScores(
                    Units.rate(sample.score()),
                    Units.rate(sample.regulatedScore()),
                    (sample.errorIsFloor() ? "≤ " : "") + Units.percent(sample.error()),
                    Units.rate(sample.correctedScore()));
        }
        SearchState search = view == null ? SearchState.EMPTY : view.run().search();
        busy.set(
                search.activity().isEmpty() ? NONE : Units.percent(search.acceleratorBusy()),
                messages.text(Phrase.FIGURE_BUSY),
                messages.text(Phrase.METHOD_BUSY, Units.count(search.activity().size())));
        models.set(
                view == null ? NONE : Units.count(search.finished().size()),
                messages.text(Phrase.FIGURE_MODELS),
                messages.text(Phrase.METHOD_MODELS, Units.count(inTraining(search))));
    }

    private void showScores(String scoreText, String regulatedText, String errorText, String correctedText) {
        set(score, scoreText, Phrase.FIGURE_SCORE, Phrase.METHOD_REFERENCE);
        set(regulated, regulatedText, Phrase.FIGURE_REGULATED, Phrase.METHOD_REGULATED);
        set(error, errorText, Phrase.FIGURE_ERROR, Phrase.METHOD_ERROR);
        set(corrected, correctedText, Phrase.FIGURE_CORRECTED, Phrase.METHOD_CORRECTED);
    }

    private void set(Figure figure, String value, Phrase label, Phrase method) {
        figure.set(value, messages.text(label), messages.text(method));
    }

    private static long inTraining(SearchState search) {
        return search.trials().values().stream()
                .filter(trial -> trial.status() == Trial.Status.TRAINING)
                .count();
    }
}
