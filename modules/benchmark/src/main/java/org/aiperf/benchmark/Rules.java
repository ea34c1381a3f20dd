package org.aiperf.benchmark;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.aiperf.benchmark.Trial.Status;
import org.aiperf.benchmark.plan.ValiditySettings;

/**
 * Whether a run is a valid benchmark result (AIPerf README: at least one hour, at least half precision, best accuracy
 * above 70 %; and, beyond the reference, no architecture counted twice). One list for the desktop, the command line and
 * the report.
 */
public final class Rules {
    private Rules() {}

    /** Every rule of the plan with what it saw. */
    public static List<RuleVerdict> judge(SearchPlan plan, SearchRun run) {
        ValiditySettings wanted = plan.validity();
        return List.of(
                duration(wanted, run.seconds()),
                precision(wanted, coarsest(plan, run.search())),
                accuracy(wanted, run.search().bestAccuracy()),
                distinct(run.search()));
    }

    private static RuleVerdict duration(ValiditySettings wanted, double seconds) {
        String least = String.format(Locale.ROOT, "%.0f s", wanted.leastSeconds());
        return new RuleVerdict(
                "duration",
                seconds >= wanted.leastSeconds(),
                "run at least " + least,
                least,
                String.format(Locale.ROOT, "%.0f s", seconds));
    }

    /** Of all trials that ran; what the plan wishes for before the first. */
    private static String coarsest(SearchPlan plan, SearchState search) {
        return search.trials().values().stream()
                .map(Trial::precision)
                .filter(precision -> !precision.isEmpty())
                .min(Comparator.comparingInt(ValiditySettings::rank))
                .orElse(plan.training().precision().finest());
    }

    private static RuleVerdict precision(ValiditySettings wanted, String precision) {
        return new RuleVerdict(
                "precision",
                wanted.admits(precision),
                "precision at least " + wanted.leastPrecision(),
                wanted.leastPrecision(),
                precision);
    }

    private static RuleVerdict accuracy(ValiditySettings wanted, double accuracy) {
        String least = String.format(Locale.ROOT, "%.1f %%", 100 * wanted.leastAccuracy());
        return new RuleVerdict(
                "accuracy",
                accuracy > wanted.leastAccuracy(),
                "accuracy above " + least,
                least,
                String.format(Locale.ROOT, "%.1f %%", 100 * accuracy));
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
                "",
                digests.size() + " / " + trained);
    }

    /** Whether every rule holds. */
    public static boolean allPass(List<RuleVerdict> verdicts) {
        return verdicts.stream().allMatch(RuleVerdict::passed);
    }
}
