package org.aiperf.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.aiperf.benchmark.Foresight;
import org.aiperf.benchmark.Score;
import org.aiperf.benchmark.ScoreSample;
import org.aiperf.benchmark.SearchEvent.RecordsSkipped;
import org.aiperf.benchmark.SearchEvent.WeightsFilled;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.TimeShares;
import org.aiperf.benchmark.Trial;
import org.aiperf.benchmark.Trial.Status;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.aiperf.runs.RunState;

/** Everything that the template of the report writes, as finished text. */
final class Page {
    private final ReportInput input;
    private final Texts texts;
    private final Figures figures;
    private final SearchRun run;
    private final List<ScoreSample> samples;
    private final ScoreSample last;

    /** A table and what it says of its length. */
    record Table(List<?> rows, String shown, boolean cut) {}

    /** One figure with its name. */
    record Figure(String name, String value, String note) {}

    Page(ReportInput input) {
        this.input = input;
        this.texts = Texts.in(input.language());
        this.figures = new Figures(texts);
        this.run = input.run();
        this.samples = input.score().samples(run.search());
        this.last = input.score().last(run.search());
    }

    /** The variables of the template. */
    Map<String, Object> variables() {
        RunState state = run.run();
        RunStarted started = state.started();
        Map<String, Object> page = new HashMap<>();
        page.put("t", texts.all());
        page.put("language", input.language().tag());
        page.put("name", started == null ? Figures.NONE : Texts.visible(started.name()));
        page.put("runId", started == null ? Figures.NONE : Texts.visible(started.runId()));
        page.put("startedAt", Figures.time(state.startedAtMillis()));
        page.put("valid", input.isValid());
        page.put("comparable", input.isComparable());
        page.put("reasons", input.notComparable().stream().map(Texts::visible).toList());
        page.put("verdicts", verdicts());
        page.put("ended", ended(state));
        page.put("tiles", tiles());
        page.put("methods", methods());
        page.put("method", method());
        page.put("predictions", PredictionRow.of(run, last.operations(), texts));
        page.put("shares", shares());
        page.put("facts", facts());
        page.put("skipped", skipped());
        page.put("charts", new Charts(texts, run.search(), samples).all());
        page.put("samples", shown("shown.samples", SampleRow.of(samples, figures)));
        page.put("trials", shown("shown.trials", TrialRow.of(run.search(), texts)));
        page.put("counts", counts());
        page.put("lost", lost());
        page.put("nodes", shown("shown.nodes", NodeRow.of(run, texts)));
        page.put("versions", started == null ? Map.of() : NodeRow.visible(started.versions()));
        page.put("plan", started == null ? "" : Texts.visible(started.plan()));
        return page;
    }

    private Table shown(String key, Rows<?> rows) {
        int count = rows.shown().size();
        String shown = texts.filled(key, Figures.count(count), Figures.count(rows.all()));
        return new Table(rows.shown(), shown, count < rows.all());
    }

    private List<Verdict> verdicts() {
        return input.verdicts().stream()
                .map(verdict ->
                        new Verdict(Texts.visible(verdict.rule()), verdict.passed(), Texts.visible(verdict.saw())))
                .toList();
    }

    private String ended(RunState state) {
        String reason = state.endReason();
        return reason == null ? texts.get("run.goesOn") : texts.filled("run.ended", Texts.visible(reason));
    }

    private List<Figure> tiles() {
        double seconds = (run.run().lastAtMillis() - run.run().startedAtMillis()) / 1e3;
        String floor = last.errorIsFloor() ? texts.get("tile.errorFloor") : texts.get("tile.errorNote");
        return List.of(
                new Figure(
                        texts.get("tile.score"),
                        figures.operationsPerSecond(last.score()),
                        texts.get(input.isComparable() ? "tile.scoreNote" : "tile.scoreNotComparable")),
                new Figure(
                        texts.get("tile.regulatedScore"),
                        figures.operationsPerSecond(last.regulatedScore()),
                        texts.get("tile.regulatedNote")),
                new Figure(texts.get("tile.error"), Figures.percent(last.error()), floor),
                new Figure(
                        texts.get("tile.busy"),
                        Figures.percent(run.search().acceleratorBusy()),
                        texts.get("tile.busyNote")),
                new Figure(texts.get("tile.duration"), figures.duration(seconds), texts.get("tile.durationNote")),
                new Figure(
                        texts.get("tile.trials"),
                        Figures.count(run.search().finished().size()),
                        texts.get("tile.trialsNote")));
    }

    /** What the workers' time went to. */
    private List<Figure> shares() {
        TimeShares shares = TimeShares.of(run.search());
        return List.of(
                new Figure(
                        texts.get("shares.training"),
                        Figures.percent(shares.training()),
                        texts.get("shares.trainingNote")),
                new Figure(
                        texts.get("shares.search"), Figures.percent(shares.search()), texts.get("shares.searchNote")),
                new Figure(texts.get("shares.data"), Figures.percent(shares.data()), texts.get("shares.dataNote")),
                new Figure(texts.get("shares.other"), Figures.percent(shares.other()), texts.get("shares.otherNote")));
    }

    /** What the search and the training tell of themselves; only what there is. */
    private List<Figure> facts() {
        List<Figure> facts = new ArrayList<>();
        Foresight foresight = Foresight.of(run.search());
        if (foresight.rankCorrelation().isPresent()) {
            facts.add(new Figure(
                    texts.get("facts.foresight"),
                    String.format(
                            Locale.ROOT, "%.2f", foresight.rankCorrelation().getAsDouble()),
                    texts.filled("facts.foresightNote", Figures.count(foresight.models()))));
        }
        List<WeightsFilled> filled = run.search().byNumber().stream()
                .map(Trial::filled)
                .filter(Objects::nonNull)
                .toList();
        if (!filled.isEmpty()) {
            WeightsFilled first = filled.getFirst();
            int least = filled.stream().mapToInt(WeightsFilled::matched).min().orElseThrow();
            facts.add(new Figure(
                    texts.get("facts.weights"),
                    Figures.count(first.matched()) + " / " + Figures.count(first.layers()),
                    texts.filled("facts.weightsNote", Figures.count(filled.size()), Figures.count(least))));
        }
        return facts;
    }

    /** A row for each data set that records were passed over in. */
    private List<Figure> skipped() {
        return run.search().skipped().values().stream()
                .sorted(Comparator.comparing(RecordsSkipped::data))
                .map(each -> new Figure(
                        Texts.visible(each.data()),
                        Figures.count(each.records()),
                        Texts.visible(String.join("; ", each.examples()))))
                .toList();
    }

    /** A row for each method: its name, operations and score. */
    private List<Figure> methods() {
        return List.of(
                new Figure(
                        texts.get("method.reference"),
                        figures.operations(last.operations()),
                        figures.operationsPerSecond(last.score())),
                new Figure(
                        texts.get("method.corrected"),
                        figures.operations(last.correctedOperations()),
                        figures.operationsPerSecond(last.correctedScore())));
    }

    private List<String> method() {
        Score score = input.score();
        return List.of(
                texts.get("method.1"),
                texts.filled("method.2", Figures.count(score.trainImages()), Figures.count(score.testImages())),
                texts.get("method.3"));
    }

    /** How many trials there are in each state. */
    private List<Figure> counts() {
        List<Figure> counts = new ArrayList<>();
        for (Status status : Status.values()) {
            long count = run.search().trials().values().stream()
                    .filter(trial -> trial.status() == status)
                    .count();
            String state = status.name().toLowerCase(Locale.ROOT);
            if (count > 0) {
                counts.add(new Figure(texts.get("state." + state), Figures.count(count), state));
            }
        }
        return counts;
    }

    private String lost() {
        long workers = run.run().workers().values().stream()
                .filter(worker -> worker.presence() == RunState.Presence.LOST)
                .count();
        int attempts = 0;
        for (Trial trial : run.search().trials().values()) {
            attempts += Math.max(0, trial.attempt() - 1) + (trial.status() == Status.LOST ? 1 : 0);
        }
        return workers == 0 && attempts == 0
                ? texts.get("lost.none")
                : texts.filled("lost.some", Figures.count(workers), Figures.count(attempts));
    }
}
