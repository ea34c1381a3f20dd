package org.aiperf.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aiperf.benchmark.RuleVerdict;
import org.aiperf.benchmark.Rules;
import org.aiperf.benchmark.ScoreSample;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.Trial;

/** What a finished run is summed up to. */
record RunResult(String runId, SearchRun run, Path session, Path report) {

    private List<RuleVerdict> rules() {
        return Rules.judge(run.plan(), run);
    }

    private boolean isValid() {
        return Rules.allPass(rules());
    }

    int exitCode() {
        SearchPlan plan = run.plan();
        return plan.requireValid() && !isValid() ? ExitCode.NOT_VALID : ExitCode.DONE;
    }

    Map<String, Object> fields() {
        ScoreSample score = run.score();
        Map<String, Object> fields = new LinkedHashMap<>();
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
        // The laptop preset is the only one so far, and it compares with nothing.
        fields.put("comparable", false);
        fields.put("valid", isValid());
        fields.put("rules", rules());
        fields.put("seconds", run.seconds());
        fields.put("endReason", String.valueOf(run.run().endReason()));
        fields.put("session", session.toString());
        fields.put("report", report.toString());
        return fields;
    }

    String text() {
        ScoreSample score = run.score();
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                "%-18s%s, ended because %s%n", "run", runId, run.run().endReason()));
        text.append(String.format(
                "%-18s%s (reference method, laptop preset: not comparable)%n",
                "score", Figures.si(score.score(), "OPS")));
        text.append(String.format("%-18s%s%n", "regulated score", Figures.si(score.regulatedScore(), "OPS")));
        text.append(String.format("%-18s%s%n", "corrected score", Figures.si(score.correctedScore(), "OPS")));
        text.append(String.format("%-18s%s%n", "error", Figures.percent(score.error())));
        text.append(String.format(
                "%-18s%s%n", "accelerators busy", Figures.percent(run.search().acceleratorBusy())));
        text.append(String.format(
                "%-18s%d%n%n", "models trained", run.search().finished().size()));
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
