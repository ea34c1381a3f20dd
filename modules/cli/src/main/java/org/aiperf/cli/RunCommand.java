package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aiperf.administration.Profile;
import org.aiperf.benchmark.CheckedPlan;
import org.aiperf.benchmark.SearchEvent.RunPredicted;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.prediction.Forecast;
import org.aiperf.embedded.EmbeddedCluster;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = {
            "Runs a plan on a cluster of yours, or without --cluster on the one inside this program.",
            "On your cluster the run goes on when this program ends; 'aiperf attach' shows it again."
        })
final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "PLAN.yaml", description = "What to run; docs/plan.md lists its keys.")
    private Path file = Path.of("plan.yaml");

    @Option(
            names = "--cluster",
            paramLabel = "CLUSTER.yaml",
            description = "A cluster file, or the name of a cluster that was used before.")
    private @Nullable String cluster;

    @Option(names = "--out", paramLabel = "DIR", description = "A new or empty folder for session, report and run.")
    private @Nullable Path out;

    @Option(names = "--dry-run", description = "Predicts operations, seconds and trials; starts and writes nothing.")
    private boolean dryRun;

    @Option(
            names = "--predict",
            description = "Predicts the run before its start, so that its report can compare; takes half a minute.")
    private boolean predicts;

    private int slaves = EmbeddedRun.SLAVES;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidInputException, IOException, InterruptedException {
        if (cluster != null) {
            return runOn(Folders.ofThisMachine().clusters().find(cluster));
        }
        CheckedPlan checked = checked();
        if (dryRun) {
            return show(checked.plan(), predict(checked));
        }
        return SearchRunner.of(terminal, checked.plan(), Files.readString(file), predictIfPossible(checked))
                .run(folder(), Optional.empty());
    }

    private @Nullable Path folder() throws InvalidInputException {
        return out == null ? null : Folders.emptyOut(out);
    }

    private CheckedPlan checked() throws InvalidInputException {
        Problems problems = new Problems();
        Optional<CheckedPlan> read = CheckedPlan.read(file, problems);
        problems.throwIfAny();
        return read.orElseThrow();
    }

    /** The data need to be on the cluster only, where they are checked before the run begins. */
    private int runOn(Profile profile) throws InvalidInputException, IOException, InterruptedException {
        slaves = profile.cluster().slaves().size();
        if (dryRun) {
            CheckedPlan checked = checked();
            return show(checked.plan(), predict(checked));
        }
        Optional<RunPredicted> prediction = predicts ? predictIfPossible(checked()) : Optional.empty();
        Problems problems = new Problems();
        SearchPlan plan = SearchPlan.read(file, problems);
        problems.throwIfAny();
        return SearchRunner.on(profile, terminal, plan, Files.readString(file), prediction)
                .run(folder(), Optional.empty());
    }

    private RunPredicted predict(CheckedPlan checked) throws IOException, InterruptedException {
        terminal.say("aiperf: training a few likely networks for a moment, to predict the run");
        Forecast forecast = new Forecast(checked, slaves, System::nanoTime);
        int threads = EmbeddedCluster.threadsOfSlave(EmbeddedRun.SLAVES);
        return forecast.predict(new Calibrator(EmbeddedRun.SLAVES, threads).measure(file, forecast.toMeasure()));
    }

    private Optional<RunPredicted> predictIfPossible(CheckedPlan checked) throws InterruptedException {
        if (!predicts) {
            return Optional.empty();
        }
        try {
            return Optional.of(predict(checked));
        } catch (IOException e) {
            terminal.say("aiperf: the run goes without a prediction: " + e.getMessage());
            return Optional.empty();
        }
    }

    private int show(SearchPlan plan, RunPredicted predicted) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("operations", predicted.operations());
        fields.put("uncertainty", predicted.uncertainty());
        fields.put("seconds", predicted.seconds());
        fields.put("trials", predicted.trials());
        fields.put("comparable", plan.isComparable());
        fields.put("notComparable", plan.reasonsNotComparable());
        terminal.result(
                fields,
                String.format(
                        Locale.ROOT,
                        "predicted: %s (± %s) and %d trials in %.0f s; nothing was started%s",
                        Figures.si(predicted.operations(), "OP"),
                        Figures.percent(predicted.uncertainty()),
                        predicted.trials(),
                        predicted.seconds(),
                        plan.isComparable()
                                ? ""
                                : "; not comparable: " + String.join(", ", plan.reasonsNotComparable())));
        return ExitCode.DONE;
    }
}
