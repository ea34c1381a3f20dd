package org.aiperf.reports;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.aiperf.benchmark.SearchState;
import org.aiperf.benchmark.Trial;

/** A trial as a row of text. */
record TrialRow(
        String trial,
        String parent,
        String morphism,
        String worker,
        String attempt,
        String epochs,
        String accuracy,
        String inherited,
        String forward,
        String backward,
        String parameters,
        String busy,
        String state,
        String stateText,
        String reason) {
    /** More rows than this make a page that nobody reads and browsers are slow to lay out. */
    static final int MOST = 2_000;

    private static final int LONGEST_REASON = 300;

    /** All trials by number; of too many, the most accurate. */
    static Rows<TrialRow> of(SearchState search, Texts texts) {
        List<Trial> all = search.byNumber();
        List<Trial> shown = all.size() <= MOST
                ? all
                : all.stream()
                        .sorted(Comparator.comparingDouble(Trial::accuracy).reversed())
                        .limit(MOST)
                        .sorted(Comparator.comparingInt(Trial::id))
                        .toList();
        return new Rows<>(
                shown.stream()
                        .map(trial -> of(trial, search.lastAtMillis(), texts))
                        .toList(),
                all.size());
    }

    private static TrialRow of(Trial trial, long now, Texts texts) {
        String state = trial.status().name().toLowerCase(Locale.ROOT);
        return new TrialRow(
                Figures.count(trial.id()),
                trial.parent() == 0 ? Figures.NONE : Figures.count(trial.parent()),
                shown(trial.candidate().morphism()),
                trial.worker() == null ? Figures.NONE : shown(trial.worker()),
                trial.attempt() == 0 ? Figures.NONE : Figures.count(trial.attempt()),
                epochs(trial),
                trial.epochs().isEmpty() ? Figures.NONE : Figures.percent(trial.accuracy()),
                trial.inheritedAccuracy() == null ? Figures.NONE : Figures.percent(trial.inheritedAccuracy()),
                Figures.amount(trial.candidate().reference().forward()),
                Figures.amount(trial.candidate().reference().backward()),
                Figures.amount(trial.candidate().parameters()),
                busy(trial, now),
                state,
                texts.get("state." + state),
                shown(trial.reason()));
    }

    private static String epochs(Trial trial) {
        int planned = trial.plannedEpochs();
        int finished = trial.epochs().size();
        if (planned == 0) {
            return Figures.NONE;
        }
        return finished == planned
                ? Figures.count(finished)
                : Figures.count(finished) + "\u00a0/\u00a0" + Figures.count(planned);
    }

    private static String busy(Trial trial, long now) {
        long end = trial.endedAtMillis() > 0 ? trial.endedAtMillis() : now;
        double seconds = (end - trial.startedAtMillis()) / 1e3;
        boolean ran = trial.startedAtMillis() > 0 && seconds > 0;
        return ran ? Figures.percent(Math.min(1, trial.busySeconds() / seconds)) : Figures.NONE;
    }

    private static String shown(String text) {
        String cut = text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "…";
        return Texts.visible(cut);
    }
}
