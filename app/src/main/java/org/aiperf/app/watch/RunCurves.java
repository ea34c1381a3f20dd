package org.aiperf.app.watch;

import org.aiperf.app.chart.Curve;

/**
 * The curves of a run over seconds from its first trial's start.
 *
 * @param score operations per second by the reference method
 * @param regulated {@code -ln(error) · score}
 * @param executed what the accelerators executed, in corrected operations per second, second by second
 * @param error from 0 to 1
 * @param endSeconds of the last event
 */
public record RunCurves(Curve score, Curve regulated, Curve executed, Curve error, double endSeconds) {
    public static final RunCurves EMPTY = new RunCurves(Curve.EMPTY, Curve.EMPTY, Curve.EMPTY, Curve.EMPTY, 0);
}
