package org.aiperf.benchmark;

import org.aiperf.architecture.counting.OperationCounts;

/**
 * The operations of one network, counted by one method.
 *
 * @param forward per image, in training
 * @param backward per image
 * @param evaluate per image, in evaluation
 * @param update per training step
 */
public record Cost(long forward, long backward, long evaluate, long update) {

    /** What a count comes to. */
    public static Cost of(OperationCounts counts) {
        return new Cost(counts.forward(), counts.backward(), counts.evaluate(), counts.update());
    }

    /** The operations of so much work. */
    public double of(long trainedImages, long steps, long evaluatedImages) {
        return (double) trainedImages * (forward + backward)
                + (double) steps * update
                + (double) evaluatedImages * evaluate;
    }
}
