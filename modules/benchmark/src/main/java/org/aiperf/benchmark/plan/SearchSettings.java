package org.aiperf.benchmark.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.counting.CountingMethod;
import org.aiperf.architecture.counting.OperationCounts;
import org.aiperf.architecture.morphism.MorphismKind;

/**
 * How candidates come about.
 *
 * @param initial a named architecture or a file, where the search starts
 * @param initialWeights a file of weights that fill networks in list order, unless they inherit; empty for none
 * @param inherit whether a child takes its parent's weights over
 * @param morphisms the kinds that may be drawn; at least one
 * @param beta standard deviations that the upper confidence bound adds to the mean
 * @param leastTemperature where annealing ends
 * @param neighbours children of one expansion
 * @param mostSize candidates with more parameters, four to a channel of batch normalisation, are not proposed
 * @param mostLayers networks with so many layers are not made deeper
 * @param mostForwardOperations candidates above so many operations per image (reference method) are not proposed
 */
public record SearchSettings(
        Strategy strategy,
        String initial,
        String initialWeights,
        boolean inherit,
        Set<MorphismKind> morphisms,
        double beta,
        double leastTemperature,
        int neighbours,
        long mostSize,
        int mostLayers,
        long mostForwardOperations) {

    /** What proposes the next candidate. */
    public enum Strategy {
        /** A Gaussian process over architectures and its upper confidence bound. */
        BAYES,
        /** A uniform valid morphism of a uniformly chosen history entry. */
        RANDOM,
        /** A random morphism of one of the better half of the history. */
        GROWTH;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public SearchSettings {
        morphisms = Set.copyOf(morphisms);
    }

    /** Reads the section. */
    public static SearchSettings read(PlanSection plan) {
        List<String> strategies =
                Arrays.stream(Strategy.values()).map(Strategy::word).toList();
        SearchSettings search = new SearchSettings(
                Strategy.valueOf(plan.choice("strategy", strategies).toUpperCase(Locale.ROOT)),
                plan.text("initial"),
                plan.text("initialWeights"),
                plan.flag("inherit"),
                kinds(plan),
                plan.number("beta", 0, 100),
                plan.number("leastTemperature", 1e-12, 1),
                plan.smallNumber("neighbours", 1, 10_000),
                plan.wholeNumber("mostSize", 1, Long.MAX_VALUE),
                plan.smallNumber("mostLayers", 1, 100_000),
                plan.wholeNumber("mostForwardOperations", 1, Long.MAX_VALUE));
        plan.refuseUnknown();
        return search;
    }

    /** Whether a candidate is small and cheap enough to be proposed. */
    public boolean affords(Architecture candidate) {
        return candidate.layers().size() <= mostLayers
                && candidate.size() <= mostSize
                && OperationCounts.of(candidate, CountingMethod.REFERENCE).forward() <= mostForwardOperations;
    }

    private static Set<MorphismKind> kinds(PlanSection plan) {
        List<String> known =
                Arrays.stream(MorphismKind.values()).map(MorphismKind::word).toList();
        Set<MorphismKind> kinds = plan.choices("morphisms", known).stream()
                .flatMap(word -> MorphismKind.named(word).stream())
                .collect(Collectors.toSet());
        return kinds.isEmpty() ? MorphismKind.OF_REFERENCE : kinds;
    }
}
