package org.aiperf.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.aiperf.architecture.Architecture;
import org.aiperf.benchmark.CheckedPlan;
import org.aiperf.benchmark.prediction.Calibration;
import org.aiperf.benchmark.prediction.Forecast;
import org.aiperf.benchmark.prediction.Speed;
import org.aiperf.embedded.EmbeddedCluster;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.aiperf.runs.WholeFile;
import org.aiperf.simulator.CostMeasurement;
import org.aiperf.simulator.Costs;
import org.aiperf.simulator.FaultRules;
import org.aiperf.simulator.SimulatedPlan;
import org.aiperf.simulator.Simulation;
import org.aiperf.simulator.SimulationResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "simulate",
        description = {
            "Simulates a search on a cluster of any size, with the real scheduler on a virtual clock.",
            "Every figure follows from the arguments, the seed and the calibration file."
        },
        footerHeading = "%nKinds of faults for --faults, with their keys:%n",
        footer = {
            "  loss       nodes at|every for         a machine loses its power, silently, and is back after 2m",
            "  crash      nodes at|every for         its program is killed and started again",
            "  slow       nodes at|every for factor  everything takes so many times as long",
            "  partition  nodes at|every for         messages from and to it wait for 1m",
            "  pause      nodes at|every for         its program stands still for 30s",
            "  jump       at|every by=±T             the head node's wall clock is set",
            "  drop       share                      messages vanish, which TCP never does",
            "  duplicate  share by                   they come twice",
            "  reorder    share by                   later ones overtake them",
            "  delay      share by                   they and those behind them come later",
            "nodes: a number (1), a share (25%%), or master (loss, crash, pause); at, every, for, by: times as 250ms,",
            "90s, 5m, 1h; share: 0.01 or 1%%. Example: 'partition:nodes=25%%,at=10m,for=90s;crash:nodes=master,at=20m'"
        })
final class SimulateCommand implements Callable<Integer> {
    private static final int MOST_NODES = 16_384;
    private static final int MOST_ACCELERATORS = 256;
    private static final int SHORTEST = 10;
    private static final int LONGEST = 30 * 24 * 3600;
    private static final Path MEASURED = Path.of("costs.yaml");

    private final Terminal terminal;

    @Option(names = "--nodes", required = true, paramLabel = "N", description = "Nodes beside the head node.")
    private int nodes;

    @Option(names = "--accelerators", paramLabel = "M", description = "Of each node. Default: 1.")
    private int accelerators = 1;

    @Option(
            names = "--faults",
            paramLabel = "RULES",
            description = "What goes wrong: kind:key=value,…;kind:… See below.")
    private List<String> faults = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "S", description = "Of everything that is drawn. Default: 1.")
    private long seed = 1;

    @Option(names = "--seconds", paramLabel = "VIRTUAL", description = "How long the run lasts. Default: 3600.")
    private int seconds = 3600;

    @Option(
            names = "--plan",
            paramLabel = "PLAN.yaml",
            description = "What to simulate, but for its seconds. Default: a search from a ResNet-50 for small images.")
    private @Nullable Path planFile;

    @Option(
            names = "--costs",
            paramLabel = "FILE",
            description = "What things cost, in seconds. Default: what was measured on a machine of two cores.")
    private @Nullable Path costsFile;

    @Option(
            names = "--calibrate",
            description = "Measures this machine first, as two slaves share it, and writes the file of --costs"
                    + " (costs.yaml unless given).")
    private boolean calibrates;

    SimulateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidInputException, IOException, InterruptedException {
        Problems problems = new Problems();
        OptionRange.require("--nodes", nodes, MOST_NODES, problems);
        OptionRange.require("--accelerators", accelerators, MOST_ACCELERATORS, problems);
        if (seconds < SHORTEST || seconds > LONGEST) {
            problems.add(Problem.of(
                    "--seconds", "is " + seconds + ", out of range", "write " + SHORTEST + " to " + LONGEST));
        }
        FaultRules rules = FaultRules.parse(String.join(";", faults), problems);
        Optional<SimulatedPlan> plan = planFile == null ? standardPlan() : SimulatedPlan.read(planFile, problems);
        Costs costs = calibrates ? Costs.shipped() : costs(problems);
        if (calibrates && costsFile == null && Files.exists(MEASURED)) {
            problems.add(
                    Problem.of("--calibrate", MEASURED + " is there already", "name it with --costs to write it anew"));
        }
        problems.throwIfAny();
        if (calibrates) {
            costs = calibrate(costs);
        }
        Simulation.Setup setup = new Simulation.Setup(
                nodes, accelerators, Duration.ofSeconds(seconds), seed, plan.orElseThrow(), costs, rules);
        show(Simulation.run(setup), costs);
        return ExitCode.DONE;
    }

    private Optional<SimulatedPlan> standardPlan() {
        boolean isInRange = accelerators >= 1 && accelerators <= MOST_ACCELERATORS;
        return isInRange ? Optional.of(SimulatedPlan.standard(accelerators)) : Optional.empty();
    }

    private Costs costs(Problems problems) {
        return costsFile == null ? Costs.shipped() : Costs.read(costsFile, problems);
    }

    /** Trains for a moment, as two slaves share this machine, and writes down what that and all else took. */
    private Costs calibrate(Costs shipped) throws IOException, InterruptedException, InvalidInputException {
        terminal.say("aiperf: measuring this machine");
        Path scratch = Files.createTempDirectory(
                Files.createDirectories(Folders.ofThisMachine().cache()), "costs");
        try {
            Path plan =
                    planFile != null ? planFile : Files.writeString(scratch.resolve("plan.yaml"), DemoCommand.plan(60));
            Problems problems = new Problems();
            Optional<SimulatedPlan> searched = SimulatedPlan.read(plan, problems);
            Optional<CheckedPlan> checked = CheckedPlan.read(plan, problems);
            problems.throwIfAny();
            int threads = EmbeddedCluster.threadsOfSlave(EmbeddedRun.SLAVES);
            List<Architecture> networks =
                    new Forecast(checked.orElseThrow(), EmbeddedRun.SLAVES, System::nanoTime).toMeasure();
            Calibration trained = new Calibrator(EmbeddedRun.SLAVES, threads).measure(plan, networks);
            Costs measured = CostMeasurement.on(shipped, searched.orElseThrow(), scratch)
                    .withTraining(
                            machine(threads),
                            Speed.of(trained.training()),
                            Speed.of(trained.evaluation()),
                            trained.startSeconds());
            Path file = (costsFile == null ? MEASURED : costsFile).toAbsolutePath();
            WholeFile.write(file, measured.text().getBytes(StandardCharsets.UTF_8));
            terminal.say("aiperf: wrote " + file);
            return measured;
        } finally {
            deleteAll(scratch);
        }
    }

    private static String machine(int threads) {
        return String.format(
                Locale.ROOT,
                "%d processes of %d threads, sharing %d CPUs (%s)",
                EmbeddedRun.SLAVES,
                threads,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"));
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    private void show(SimulationResult result, Costs costs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("efficiency", result.efficiency());
        fields.put("score", result.score());
        fields.put("trials", result.trials());
        fields.put("virtualSeconds", result.virtualSeconds());
        fields.put("operations", result.operations());
        fields.put("candidates", result.candidates());
        fields.put("lostAttempts", result.lostAttempts());
        fields.put("failedTrials", result.failedTrials());
        fields.put("refused", result.refused());
        fields.put("events", result.events());
        fields.put("masterBusy", result.masterBusy());
        fields.put("endReason", result.endReason());
        fields.put("nodes", nodes);
        fields.put("accelerators", accelerators);
        fields.put("seed", seed);
        fields.put("costs", costs.machine());
        terminal.result(fields, text(result, costs));
    }

    private String text(SimulationResult result, Costs costs) {
        return String.format(
                Locale.ROOT,
                """
                cluster           %,d nodes of %d accelerators, as %s
                run               %.1f s, ended because %s
                efficiency        %.2f %% of the accelerators' time from the first dispatch on went to training and evaluating
                score             %s (reference method)
                trials            %,d finished, of %,d candidates
                faults            %,d attempts lost, %,d trials given up, %,d late words refused
                master            busy %s of the time, %,d events""",
                nodes,
                accelerators,
                costs.machine(),
                result.virtualSeconds(),
                result.endReason(),
                100 * result.efficiency(),
                Figures.si(result.score(), "OPS"),
                result.trials(),
                result.candidates(),
                result.lostAttempts(),
                result.failedTrials(),
                result.refused(),
                Figures.percent(result.masterBusy()),
                result.events());
    }
}
