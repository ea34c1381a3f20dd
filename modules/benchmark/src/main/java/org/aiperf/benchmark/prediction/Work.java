package org.aiperf.benchmark.prediction;

import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.counting.OperationCounts;

/**
 * What a network asks of a device for one image, which decides how long it takes.
 *
 * @param operations by the corrected method
 * @param numbers of all tensors that its layers write: they are moved to memory and back
 * @param layers per image: those of the network over the images that go through it at once, because starting a layer
 *     takes its time however many images it computes
 */
public record Work(double operations, double numbers, double layers) {
    /** Images that go through a network at once when it is only asked about them. */
    public static final int EVALUATION_BATCH = 250;

    /**
     * Of a step of training.
     *
     * @param counts of the architecture, by the corrected method
     * @param batch images to a step
     */
    public static Work ofTraining(Architecture architecture, OperationCounts counts, int batch) {
        double update = (double) counts.update() / batch;
        return new Work(
                (double) counts.forward() + counts.backward() + update,
                numbers(architecture),
                (double) architecture.layers().size() / batch);
    }

    /** Of an evaluation. */
    public static Work ofEvaluation(Architecture architecture, OperationCounts counts) {
        return new Work(
                counts.evaluate(),
                numbers(architecture),
                (double) architecture.layers().size() / EVALUATION_BATCH);
    }

    private static double numbers(Architecture architecture) {
        double sum = 0;
        for (LayerNode node : architecture.layers()) {
            sum += architecture.shape(node.output()).elements();
        }
        return sum;
    }
}
