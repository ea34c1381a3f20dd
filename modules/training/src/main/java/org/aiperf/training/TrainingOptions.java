package org.aiperf.training;

/**
 * How a network is trained.
 *
 * @param epochs passes over the training images
 * @param batchSize images to a step
 * @param learningRate of the first step after the warm-up; falls linearly to 0, see {@link Schedule}
 * @param warmUpSteps over which the learning rate rises to {@code learningRate}; 0 for none
 * @param labelSmoothing share of the true class's probability that is spread over all classes, from 0 to below 1
 * @param shift the largest random displacement of a training image in pixels; 0 for none
 * @param flip whether training images are mirrored at random; not for digits
 * @param seed of the order of images, of augmentation and of dropout
 */
public record TrainingOptions(
        int epochs,
        int batchSize,
        float learningRate,
        int warmUpSteps,
        float labelSmoothing,
        int shift,
        boolean flip,
        long seed) {

    public TrainingOptions {
        require(epochs >= 1, "epochs must be at least 1, not " + epochs);
        require(batchSize >= 1, "the batch size must be at least 1, not " + batchSize);
        require(
                learningRate > 0 && Float.isFinite(learningRate),
                "the learning rate must be above 0, not " + learningRate);
        require(warmUpSteps >= 0, "the warm-up cannot take " + warmUpSteps + " steps");
        require(
                labelSmoothing >= 0 && labelSmoothing < 1,
                "label smoothing must be from 0 to below 1, not " + labelSmoothing);
        require(shift >= 0, "images cannot be shifted by " + shift + " pixels");
    }

    /** Batches of 64, learning rate 0.1 after 20 steps of warm-up, smoothing 0.1, shifts by up to 2 pixels, no flips. */
    public static TrainingOptions defaults(int epochs, long seed) {
        return new TrainingOptions(epochs, 64, 0.1f, 20, 0.1f, 2, false, seed);
    }

    public TrainingOptions withBatchSize(int size) {
        return new TrainingOptions(epochs, size, learningRate, warmUpSteps, labelSmoothing, shift, flip, seed);
    }

    public TrainingOptions withLearningRate(float rate) {
        return new TrainingOptions(epochs, batchSize, rate, warmUpSteps, labelSmoothing, shift, flip, seed);
    }

    public TrainingOptions withWarmUpSteps(int steps) {
        return new TrainingOptions(epochs, batchSize, learningRate, steps, labelSmoothing, shift, flip, seed);
    }

    public TrainingOptions withLabelSmoothing(float smoothing) {
        return new TrainingOptions(epochs, batchSize, learningRate, warmUpSteps, smoothing, shift, flip, seed);
    }

    public TrainingOptions withShift(int pixels) {
        return new TrainingOptions(epochs, batchSize, learningRate, warmUpSteps, labelSmoothing, pixels, flip, seed);
    }

    public TrainingOptions withFlip(boolean mirrored) {
        return new TrainingOptions(epochs, batchSize, learningRate, warmUpSteps, labelSmoothing, shift, mirrored, seed);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
