package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.Task;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "run", description = "Runs a plan on the cluster inside this program.")
final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "PLAN.yaml", description = "What to run; docs/plan.md lists its keys.")
    private Path file = Path.of("plan.yaml");

    @Option(names = "--out", paramLabel = "DIR", description = "A new or empty folder for session, report and run.")
    private @Nullable Path out;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidInputException, IOException, InterruptedException {
        Problems problems = new Problems();
        SearchPlan plan = SearchPlan.read(file, problems);
        Optional<Task> task = Task.of(plan.data().train(), plan.data().test(), problems);
        task.ifPresent(known -> known.architecture(plan.search().initial(), problems));
        problems.throwIfAny();
        Path folder = out == null ? null : Folders.emptyOut(out);
        return SearchRunner.of(terminal, plan, Files.readString(file)).run(folder, Optional.empty());
    }
}
