package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.aiperf.cluster.Cluster;
import org.aiperf.launch.Preflight;
import org.aiperf.launch.Verdict;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.remote.Connections;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "preflight",
        description = {
            "Looks on every node at what a run will need, and starts nothing: connections, the agent, shared folder,",
            "space, clocks, the way to the master, accelerators, limits, memory, Slurm. Exit code 1 if a check fails."
        })
final class PreflightCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "CLUSTER.yaml", description = "The cluster file.")
    private Path file = Path.of("cluster.yaml");

    PreflightCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, InvalidInputException {
        Cluster cluster = ClusterInput.read(file);
        List<Verdict> verdicts;
        try (Connections connections = Connections.ofUser(cluster, TerminalQuestions.of(terminal))) {
            verdicts = Preflight.of(cluster, StagedAgents.all(), connections);
        }
        long failed = verdicts.stream().filter(Verdict.Fail.class::isInstance).count();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("passed", failed == 0);
        fields.put("verdicts", verdicts.stream().map(PreflightCommand::fields).toList());
        terminal.result(fields, text(verdicts));
        return failed == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static Map<String, String> fields(Verdict verdict) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("node", verdict.node());
        fields.put("check", verdict.check().text());
        fields.put("verdict", name(verdict));
        fields.put("seen", verdict.seen());
        fields.put("fix", fix(verdict));
        return fields;
    }

    private static String name(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Pass _ -> "pass";
            case Verdict.Warn _ -> "warn";
            case Verdict.Fail _ -> "fail";
        };
    }

    private static String fix(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Pass _ -> "";
            case Verdict.Warn warn -> warn.fix();
            case Verdict.Fail fail -> fail.fix();
        };
    }

    private static String text(List<Verdict> verdicts) {
        String lines = verdicts.stream()
                .map(verdict -> String.format(Locale.ROOT, "%-4s  %s", name(verdict), verdict.line()))
                .collect(Collectors.joining("\n"));
        Map<String, Long> counts =
                verdicts.stream().collect(Collectors.groupingBy(PreflightCommand::name, Collectors.counting()));
        return lines
                + String.format(
                        Locale.ROOT,
                        "%n%d checks: %d passed, %d with a warning, %d failed",
                        verdicts.size(),
                        counts.getOrDefault("pass", 0L),
                        counts.getOrDefault("warn", 0L),
                        counts.getOrDefault("fail", 0L));
    }
}
