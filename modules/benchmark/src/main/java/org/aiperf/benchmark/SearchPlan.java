package org.aiperf.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.aiperf.benchmark.plan.DataSettings;
import org.aiperf.benchmark.plan.Deviation;
import org.aiperf.benchmark.plan.HyperparameterSettings;
import org.aiperf.benchmark.plan.PlanSection;
import org.aiperf.benchmark.plan.Preset;
import org.aiperf.benchmark.plan.ScoringSettings;
import org.aiperf.benchmark.plan.SearchSettings;
import org.aiperf.benchmark.plan.SlurmSettings;
import org.aiperf.benchmark.plan.TrainingSettings;
import org.aiperf.benchmark.plan.TrialSettings;
import org.aiperf.benchmark.plan.ValiditySettings;
import org.aiperf.problems.Problems;
import org.aiperf.problems.YamlMap;

/**
 * What a search run is asked to do: the whole of {@code plan.yaml}. Every constant of the benchmark is here, none is
 * code; the preset gives what the file leaves out.
 *
 * @param name of the run, for people
 * @param preset where the constants come from
 * @param requireValid whether a run that is not a valid benchmark result ends with exit code 3
 * @param seconds how long the run lasts from its first event
 * @param trials how many finished trials are enough
 * @param seed of everything random
 * @param targetAccuracy the run ends once a model reaches it; 0 for never
 * @param deviations where the plan differs from its preset
 */
public record SearchPlan(
        String name,
        Preset preset,
        boolean requireValid,
        int seconds,
        int trials,
        long seed,
        double targetAccuracy,
        SearchSettings search,
        DataSettings data,
        TrainingSettings training,
        HyperparameterSettings hyperparameters,
        ScoringSettings scoring,
        ValiditySettings validity,
        SlurmSettings slurm,
        List<Deviation> deviations) {

    /** The plan of a run that only shows what the product does. */
    public static final String DEMO = """
            name: demo
            preset: laptop
            """;

    /**
     * What a comparable run may choose (AIPerf README: accelerators, framework, loading method, storage and
     * hyperparameters are free).
     */
    private static final Set<String> FREE = Set.of(
            "name",
            "requireValid",
            "seconds",
            "trials",
            "seed",
            "targetAccuracy",
            "search.initialWeights",
            "data.mostCorrupt",
            "training.batchSize",
            "training.learningRate",
            "training.momentum",
            "training.precision",
            "training.lossScale",
            "hyperparameters.batchSize",
            "hyperparameters.learningRate",
            "slurm.allocation",
            "slurm.exclusive");

    public SearchPlan {
        deviations = List.copyOf(deviations);
    }

    /** Reads a plan file; every problem is noted. */
    public static SearchPlan read(Path file, Problems problems) {
        return of(YamlMap.read(file, problems));
    }

    /** Reads a plan from its text, called {@code name} in problems. */
    public static SearchPlan parse(String name, String text, Problems problems) {
        return of(YamlMap.parse(name, text, problems));
    }

    static SearchPlan of(YamlMap file) {
        Preset preset = Preset.of(file.choice("preset", Preset.words(), Preset.LAPTOP.word()));
        Problems presetProblems = new Problems();
        PlanSection plan = PlanSection.of(file, preset, presetProblems);
        String name = plan.text("name");
        if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,63}")) {
            plan.refuse(
                    "name", "'" + name + "' cannot be a name", "use up to 64 letters, digits, blanks, dots and dashes");
        }
        SearchPlan read = new SearchPlan(
                name,
                preset,
                plan.flag("requireValid"),
                plan.smallNumber("seconds", 10, 30 * 24 * 3600),
                plan.smallNumber("trials", 1, 1_000_000),
                plan.wholeNumber("seed", 0, Long.MAX_VALUE),
                plan.number("targetAccuracy", 0, 1),
                SearchSettings.read(plan.section("search")),
                DataSettings.read(plan.section("data")),
                TrainingSettings.read(plan.section("training")),
                HyperparameterSettings.read(plan.section("hyperparameters")),
                ScoringSettings.read(plan.section("scoring")),
                ValiditySettings.read(plan.section("validity")),
                SlurmSettings.read(plan.section("slurm")),
                plan.deviations());
        plan.refuseUnknown();
        if (!presetProblems.isEmpty()) {
            throw new IllegalStateException("the preset is wrong: " + presetProblems.list());
        }
        return read;
    }

    /** Whether the constants are those of the benchmark, so that results of other clusters compare. */
    public boolean isComparable() {
        return preset == Preset.PARITY && incomparable().isEmpty();
    }

    /**
     * The changed keys of a parity plan that make its result compare with no other; the place of the data is not one of
     * them.
     */
    public List<Deviation> incomparable() {
        List<Deviation> found = new ArrayList<>();
        for (Deviation deviation : deviations) {
            boolean isPlace = deviation.key().startsWith("data.")
                    && kind(deviation.given()).equals(kind(deviation.preset()));
            if (!FREE.contains(deviation.key()) && !isPlace) {
                found.add(deviation);
            }
        }
        return List.copyOf(found);
    }

    private static String kind(String dataSpec) {
        return dataSpec.split("[:#]", 2)[0] + (dataSpec.contains("#") ? ", a part" : "");
    }

    /** In one line each, why the result compares with no other; empty if it does. */
    public List<String> reasonsNotComparable() {
        return preset == Preset.PARITY
                ? incomparable().stream().map(Deviation::toString).toList()
                : List.of("the " + preset.word() + " preset has constants of its own");
    }

    /** Whether a run that is not valid has failed: it was asked for a benchmark result. */
    public boolean demandsValid() {
        return requireValid || preset == Preset.PARITY;
    }

    /** How long a trial of a round, from 1, is trained. */
    public TrialSettings trialIn(int round) {
        return TrialSettings.of(training, hyperparameters, round);
    }
}
