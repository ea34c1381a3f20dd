package org.aiperf.benchmark.plan;

import java.util.List;

/**
 * When a run counts: at least so long, above such an accuracy, at least so precise.
 *
 * @param leastPrecision {@code float16}, {@code bfloat16} or {@code float32}
 */
public record ValiditySettings(double leastSeconds, double leastAccuracy, String leastPrecision) {
    private static final List<String> PRECISIONS = List.of("float16", "bfloat16", "float32");

    /** Reads the section. */
    public static ValiditySettings read(PlanSection plan) {
        ValiditySettings validity = new ValiditySettings(
                plan.number("leastSeconds", 0, 1e9),
                plan.number("leastAccuracy", 0, 1),
                plan.choice("leastPrecision", PRECISIONS));
        plan.refuseUnknown();
        return validity;
    }

    /** Whether a training in such numbers is precise enough: half precision, bfloat16 and single, in this order. */
    public boolean admits(String precision) {
        return rank(precision) >= rank(leastPrecision);
    }

    /** The coarser the less; numbers of an unknown kind are coarser than all. */
    public static int rank(String precision) {
        return PRECISIONS.indexOf(precision);
    }
}
