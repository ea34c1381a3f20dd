package org.aiperf.architecture.counting;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.StoredArchitecture;

/**
 * How many operations an architecture costs, as exact whole numbers: an add, a multiply or a compare is 1, a division or
 * a square root 4, an exponential 8. The rows of {@code layers} add up to the totals.
 *
 * @param forward per image forwards, in training
 * @param backward per image backwards
 * @param evaluate per image forwards, in evaluation
 * @param update per training step, whatever the batch; 0 by the reference method, which has it in its backward count
 * @param parameters trainable parameters
 * @param byType the rows summed by their type, in the order in which the types appear
 * @param layers a row per layer in the order of the architecture's list, and rows for what is no layer
 */
public record OperationCounts(
        long forward,
        long backward,
        long evaluate,
        long update,
        long parameters,
        Map<String, TypeCount> byType,
        List<LayerCount> layers) {

    /** The kernel that the reference method takes for tuned layers when none is given. */
    public static final int DEFAULT_TUNED_KERNEL = 3;

    public OperationCounts {
        byType = Collections.unmodifiableMap(new LinkedHashMap<>(byType));
        layers = List.copyOf(layers);
    }

    /** Counts an architecture, with the default tuned kernel. */
    public static OperationCounts of(Architecture architecture, CountingMethod method) {
        return of(StoredArchitecture.of(architecture), method, DEFAULT_TUNED_KERNEL);
    }

    /**
     * Counts an architecture from a file.
     *
     * @param tunedKernel kernel of the convolutions that the reference takes for added by the search; the corrected
     *     method ignores it
     * @throws IllegalArgumentException if the tuned kernel is below 1
     * @throws ArithmeticException if a count does not fit into 63 bits
     */
    public static OperationCounts of(StoredArchitecture stored, CountingMethod method, int tunedKernel) {
        if (tunedKernel < 1) {
            throw new IllegalArgumentException("a kernel is at least 1, not " + tunedKernel);
        }
        return switch (method) {
            case REFERENCE -> sum(ReferenceRules.rows(stored, tunedKernel), 0);
            case CORRECTED -> sum(CorrectedRules.rows(stored.architecture()), CorrectedRules.UPDATES_PER_PARAMETER);
        };
    }

    /** Operations per image trained, forwards and backwards. */
    public long train() {
        return Math.addExact(forward, backward);
    }

    private static OperationCounts sum(List<LayerCount> rows, long updatesPerParameter) {
        Map<String, TypeCount> byType = new LinkedHashMap<>();
        TypeCount total = TypeCount.NONE;
        for (LayerCount row : rows) {
            byType.put(
                    row.type(), byType.getOrDefault(row.type(), TypeCount.NONE).plus(row));
            total = total.plus(row);
        }
        long update = Math.multiplyExact(updatesPerParameter, total.parameters());
        return new OperationCounts(
                total.forward(), total.backward(), total.evaluate(), update, total.parameters(), byType, rows);
    }
}
