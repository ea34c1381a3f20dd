package org.aiperf.benchmark;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.aiperf.benchmark.Trial.Status;
import org.aiperf.benchmark.plan.ValiditySettings;

/**
 * Whether a run is a valid benchmark result (AIPerf README: at least one hour, at least half precision, best accuracy
 * above 70 %). One list for the desktop, the command line and the report.
 */
public final class Rules {
    private Rules() {}

    /** Every rule of the plan with what it saw. */
    public static List<RuleVerdict> judge(SearchPlan plan, SearchRun run) {
        SearchState search = run.search();
        double seconds = run.seconds();
        double accuracy = search.bestAccuracy();
        ValiditySettings wanted = plan.validity();
        return List.of(
                new RuleVerdict(
                        "duration",
                        seconds >= wanted.leastSeconds(),
                        String.format(Locale.ROOT, "run at least %.0f s", wanted.leastSeconds()),
                        String.format(Locale.ROOT, "%.0f s", seconds)),
                new RuleVerdict("precision", true, "precision at least FP16", "FP32"),
                new RuleVerdict(
                        "accuracy",
                        accuracy > wanted.leastAccuracy(),
                        String.format(Locale.ROOT, "accuracy above %.0f %%", 100 * wanted.leastAccuracy()),
                        String.format(Locale.ROOT, "%.1f %%", 100 * accuracy)),
                distinct(search));
    }

    private static RuleVerdict distinct(SearchState search) {
        Set<String> digests = new HashSet<>();
        int trained = 0;
        for (Trial trial : search.trials().values()) {
            if (trial.status() == Status.DONE) {
                trained++;
                digests.add(trial.candidate().digest());
            }
        }
        return new RuleVerdict(
                "distinct",
                digests.size() == trained,
                "no architecture trained twice",
                digests.size() + " distinct of " + trained);
    }

    /** Whether every rule holds. */
    public static boolean allPass(List<RuleVerdict> verdicts) {
        return verdicts.stream().allMatch(RuleVerdict::passed);
    }
}
