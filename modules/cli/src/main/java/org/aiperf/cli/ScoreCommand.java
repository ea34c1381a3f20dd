package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.aiperf.benchmark.Rules;
import org.aiperf.benchmark.ScoreSample;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.runs.CorruptLogException;
import org.aiperf.runs.EventLog;
import org.aiperf.runs.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "score", description = "Computes the score of a run from the events in its folder.")
final class ScoreCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "RUN_DIR", description = "The folder of a run: it holds events.ndjson.")
    private Path folder = Path.of(".");

    ScoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidInputException, IOException {
        Path events = new RunFolder(folder).events();
        if (!Files.isRegularFile(events)) {
            throw new InvalidInputException(
                    Problem.of(folder.toString(), "holds no events.ndjson", "name the folder of a run"));
        }
        SearchRun run;
        try {
            run = SearchRun.of(EventLog.read(events, SearchRun.codec()));
        } catch (CorruptLogException e) {
            throw new InvalidInputException(
                    Problem.of(events.toString(), String.valueOf(e.getMessage()), "fetch the run again"));
        }
        ScoreSample score = run.score();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("score", score.score());
        fields.put("regulatedScore", score.regulatedScore());
        fields.put("error", score.error());
        fields.put("errorIsFloor", score.errorIsFloor());
        fields.put("seconds", score.seconds());
        fields.put("operations", score.operations());
        fields.put("correctedScore", score.correctedScore());
        fields.put("correctedOperations", score.correctedOperations());
        fields.put("comparable", run.plan().isComparable());
        fields.put("notComparable", run.plan().reasonsNotComparable());
        fields.put("rules", Rules.judge(run.plan(), run));
        fields.put("samples", run.samples());
        terminal.result(
                fields,
                "score " + Figures.si(score.score(), "OPS") + ", regulated " + Figures.si(score.regulatedScore(), "OPS")
                        + ", error " + Figures.percent(score.error()) + ", after " + Math.round(score.seconds())
                        + " s" + (run.plan().isComparable() ? "" : "; not comparable"));
        return ExitCode.DONE;
    }
}
