package org.aiperf.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aiperf.benchmark.Foresight;
import org.aiperf.benchmark.RuleVerdict;
import org.aiperf.benchmark.Rules;
import org.aiperf.benchmark.ScoreSample;
import org.aiperf.benchmark.SearchEvent.RunPredicted;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.TimeShares;
import org.aiperf.benchmark.Trial;
import org.aiperf.benchmark.plan.Preset;
import org.jspecify.annotations.Nullable;

/** What a finished run is summed up to. */
record RunResult(String runId, SearchRun run, Path session, Path report) {

    private List<RuleVerdict> rules() {
        return Rules.judge(run.plan(), run);
    }

    private boolean isValid() {
        return Rules.allPass(rules());
    }

    int exitCode() {
        if (run.run().workers().isEmpty()) {
            return ExitCode.FAILED;
        }
        return run.plan().demandsValid() && !isValid() ? ExitCode.NOT_VALID : ExitCode.DONE;
    }

    Map<String, @Nullable Object> fields() {
        ScoreSample score = run.score();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("runId", runId);
        fields.put("trials", run.search().finished().size());
        fields.put("score", score.score());
        fields.put("regulatedScore", score.regulatedScore());
        fields.put("error", score.error());
        fields.put("errorIsFloor", score.errorIsFloor());
        fields.put("operations", score.operations());
        fields.put("correctedScore", score.correctedScore());
        fields.put("correctedOperations", score.correctedOperations());
        fields.put("acceleratorBusy", run.search().acceleratorBusy());
        fields.put("comparable", run.plan().isComparable());
        fields.put("notComparable", run.plan().reasonsNotComparable());
        fields.put("valid", isValid());
        fields.put("rules", rules());
        fields.put("seconds", run.seconds());
        fields.put("shares", TimeShares.of(run.search()));
        Foresight foresight = Foresight.of(run.search());
        fields.put(
                "rankCorrelation",
                foresight.rankCorrelation().isPresent()
                        ? foresight.rankCorrelation().getAsDouble()
                        : null);
        fields.put("skippedRecords", run.search().skipped());
        predicted().ifPresent(known -> fields.put("predicted", known));
        fields.put("endReason", String.valueOf(run.run().endReason()));
        fields.put("session", session.toString());
        fields.put("report", report.toString());
        return fields;
    }

    private Optional<Map<String, Object>> predicted() {
        RunPredicted predicted = run.predicted();
        return predicted == null
                ? Optional.empty()
                : Optional.of(Map.of(
                        "operations", predicted.operations(),
                        "uncertainty", predicted.uncertainty(),
                        "trials", predicted.trials(),
                        "seconds", predicted.seconds()));
    }

    /** How far off the prediction was: {@code 1.25 TOP predicted, 1.20 TOP came: 4.2 % too many}. */
    private static String farOff(RunPredicted predicted, double operations) {
        double off = predicted.operations() / operations - 1;
        return Figures.si(predicted.operations(), "OP") + " predicted, "
                + Figures.si(operations, "OP") + " came: "
                + Figures.percent(Math.abs(off)) + " too " + (off < 0 ? "few" : "many");
    }

    String text() {
        ScoreSample score = run.score();
        SearchPlan plan = run.plan();
        TimeShares shares = TimeShares.of(run.search());
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                "%-18s%s, ended because %s%n", "run", runId, run.run().endReason()));
        text.append(String.format(
                "%-18s%s (reference method, %s preset: %s)%n",
                "score",
                Figures.si(score.score(), "OPS"),
                plan.preset().word(),
                plan.isComparable() ? "comparable" : "not comparable"));
        text.append(String.format("%-18s%s%n", "regulated score", Figures.si(score.regulatedScore(), "OPS")));
        text.append(String.format("%-18s%s%n", "corrected score", Figures.si(score.correctedScore(), "OPS")));
        text.append(String.format("%-18s%s%n", "error", Figures.percent(score.error())));
        text.append(String.format(
                "%-18s%s%n", "accelerators busy", Figures.percent(run.search().acceleratorBusy())));
        text.append(String.format(
                "%-18s%s training, %s searching, %s waiting for data, %s other%n",
                "worker time",
                Figures.percent(shares.training()),
                Figures.percent(shares.search()),
                Figures.percent(shares.data()),
                Figures.percent(shares.other())));
        RunPredicted predicted = run.predicted();
        if (predicted != null && score.operations() > 0) {
            text.append(String.format("%-18s%s%n", "operations", farOff(predicted, score.operations())));
        }
        text.append(String.format(
                "%-18s%d%n", "models trained", run.search().finished().size()));
        if (plan.preset() == Preset.PARITY) {
            plan.reasonsNotComparable()
                    .forEach(reason -> text.append(String.format("%-18s%s%n", "not comparable", reason)));
        }
        for (RuleVerdict verdict : rules()) {
            text.append(String.format(
                    "%-18s%s: %s%n", verdict.passed() ? "rule holds" : "rule broken", verdict.rule(), verdict.saw()));
        }
        text.append(System.lineSeparator());
        text.append(String.format(
                "%8s %6s  %-14s %-10s %9s %12s%n", "trial", "from", "morphism", "worker", "accuracy", "ops/image"));
        for (Trial trial : run.search().finished()) {
            text.append(String.format(
                    "%8d %6s  %-14s %-10s %9s %12s%n",
                    trial.id(),
                    trial.parent() == 0 ? "–" : trial.parent(),
                    trial.candidate().morphism(),
                    trial.worker(),
                    Figures.percent(trial.accuracy()),
                    Figures.si((double) trial.candidate().reference().forward(), "")));
        }
        text.append(String.format("%n%-18s%s%n%-18s%s", "session", session, "report", report));
        return text.toString();
    }
}
