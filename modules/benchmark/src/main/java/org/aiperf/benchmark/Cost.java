package org.aiperf.benchmark;

/**
 * The operations of one network, counted by one method.
 *
 * @param forward per image, in training
 * @param backward per image
 * @param evaluate per image, in evaluation
 * @param update per training step
 */
public record Cost(long forward, long backward, long evaluate, long update) {

    /** The operations of so much work. */
    public double of(long trainedImages, long steps, long evaluatedImages) {
        return (double) trainedImages * (forward + backward)
                + (double) steps * update
                + (double) evaluatedImages * evaluate;
    }
}
