package org.aiperf.benchmark.plan;

/**
 * How the score is computed.
 *
 * @param trainImages images of one epoch in the reference method
 * @param testImages images of one evaluation in the reference method
 * @param spacingSeconds between samples of the score
 * @param firstSampleSeconds when the first sample is due
 */
public record ScoringSettings(long trainImages, long testImages, double spacingSeconds, double firstSampleSeconds) {

    /** Reads the section. */
    public static ScoringSettings read(PlanSection plan) {
        ScoringSettings scoring = new ScoringSettings(
                plan.wholeNumber("trainImages", 1, 1_000_000_000),
                plan.wholeNumber("testImages", 1, 1_000_000_000),
                plan.number("spacingSeconds", 0.1, 86_400),
                plan.number("firstSampleSeconds", 0, 86_400));
        plan.refuseUnknown();
        return scoring;
    }
}
