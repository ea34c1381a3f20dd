package org.aiperf.benchmark;

import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.StoredArchitecture;
import org.aiperf.architecture.counting.CountingMethod;
import org.aiperf.architecture.counting.OperationCounts;
import org.aiperf.architecture.tuning.LayerTuning;
import org.aiperf.benchmark.plan.HyperparameterSettings;

/**
 * A candidate with hyperparameters of its own.
 *
 * @param architecture with the tuned kernels and the dropout rate
 * @param reference what it costs by the reference method
 * @param corrected and by the corrected one
 */
public record TunedNetwork(Architecture architecture, Cost reference, Cost corrected) {

    /** The place in the list from which the reference's counter takes kernels for tuned. */
    private static final int REFERENCE_KERNEL_FROM = 175;

    /** Tunes a candidate as the plan says. */
    public static TunedNetwork of(
            Architecture candidate, HyperparameterSettings settings, Hyperparameters hyperparameters) {
        int kernel = hyperparameters.kernel();
        Architecture tuned = new LayerTuning(settings.kernelFrom(), kernel, hyperparameters.dropout()).apply(candidate);
        // The reference's counter replaces kernels in the network that is not tuned, and leaves its padding as it is.
        Architecture counted = settings.kernelFrom() == REFERENCE_KERNEL_FROM ? candidate : tuned;
        return new TunedNetwork(
                tuned,
                Cost.of(OperationCounts.of(StoredArchitecture.of(counted), CountingMethod.REFERENCE, kernel)),
                Cost.of(OperationCounts.of(tuned, CountingMethod.CORRECTED)));
    }
}
