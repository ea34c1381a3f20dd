package org.aiperf.benchmark.plan;

/**
 * What is trained and tested on, as data specifications.
 *
 * @param mostCorrupt records that may be skipped as corrupt before the run fails
 */
public record DataSettings(String train, String test, long mostCorrupt) {

    /** Reads the section. */
    public static DataSettings read(PlanSection plan) {
        DataSettings data = new DataSettings(
                plan.text("train"), plan.text("test"), plan.wholeNumber("mostCorrupt", 0, Integer.MAX_VALUE));
        plan.refuseUnknown();
        return data;
    }
}
