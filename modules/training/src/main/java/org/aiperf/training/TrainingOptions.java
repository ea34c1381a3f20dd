package org.aiperf.training;

import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

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
 * @param momentum share of its velocity that a parameter keeps with each step, from 0 to below 1
 * @param epochsOfSchedule after which the learning rate would be 0; at least {@code epochs}
 * @param devices that share each batch: {@code CPU:0}, {@code GPU:1} and so on; where there is none the engine chooses.
 *     Several {@code CPU} devices are virtual ones on the same cores
 * @param precision that is wished for; see {@link Precision#on}
 * @param lossScale factor on the loss in bfloat16 and half precision, so that small gradients are not lost; 1 for none
 */
public record TrainingOptions(
        int epochs,
        int batchSize,
        float learningRate,
        int warmUpSteps,
        float labelSmoothing,
        int shift,
        boolean flip,
        long seed,
        float momentum,
        int epochsOfSchedule,
        List<String> devices,
        Precision precision,
        float lossScale) {

    private static final float MOMENTUM = 0.9f;
    /** The constant that AIPerf's reference takes. */
    private static final float LOSS_SCALE = 256;

    private static final Pattern DEVICE = Pattern.compile("[CG]PU:\\d{1,3}");

    public TrainingOptions {
        devices = List.copyOf(devices);
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
        require(momentum >= 0 && momentum < 1, "momentum must be from 0 to below 1, not " + momentum);
        require(
                epochsOfSchedule >= epochs,
                "the learning rate cannot fall over " + epochsOfSchedule + " epochs when " + epochs + " are trained");
        require(
                devices.stream().allMatch(device -> DEVICE.matcher(device).matches()),
                "devices are called CPU:0 or GPU:0 and so on, not " + devices);
        require(new HashSet<>(devices).size() == devices.size(), "a device is named twice: " + devices);
        require(lossScale >= 1 && Float.isFinite(lossScale), "the loss is scaled by at least 1, not by " + lossScale);
        require(
                devices.size() <= batchSize,
                devices.size() + " devices cannot share a batch of " + batchSize + " images");
    }

    /**
     * Batches of 64, learning rate 0.1 after 20 steps of warm-up, smoothing 0.1, shifts by up to 2 pixels, no flips,
     * momentum 0.9, on whatever device the engine chooses, in single precision.
     */
    public static TrainingOptions defaults(int epochs, long seed) {
        return new TrainingOptions(
                epochs, 64, 0.1f, 20, 0.1f, 2, false, seed, MOMENTUM, epochs, List.of(), Precision.FLOAT32, LOSS_SCALE);
    }

    public TrainingOptions withBatchSize(int size) {
        return with(draft -> draft.batchSize = size);
    }

    public TrainingOptions withLearningRate(float rate) {
        return with(draft -> draft.learningRate = rate);
    }

    public TrainingOptions withWarmUpSteps(int steps) {
        return with(draft -> draft.warmUpSteps = steps);
    }

    public TrainingOptions withLabelSmoothing(float smoothing) {
        return with(draft -> draft.labelSmoothing = smoothing);
    }

    public TrainingOptions withShift(int pixels) {
        return with(draft -> draft.shift = pixels);
    }

    public TrainingOptions withFlip(boolean mirrored) {
        return with(draft -> draft.flip = mirrored);
    }

    public TrainingOptions withMomentum(float kept) {
        return with(draft -> draft.momentum = kept);
    }

    public TrainingOptions withEpochsOfSchedule(int all) {
        return with(draft -> draft.epochsOfSchedule = all);
    }

    public TrainingOptions withDevices(List<String> names) {
        return with(draft -> draft.devices = names);
    }

    public TrainingOptions withPrecision(Precision wished) {
        return with(draft -> draft.precision = wished);
    }

    public TrainingOptions withLossScale(float factor) {
        return with(draft -> draft.lossScale = factor);
    }

    private TrainingOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** All options, to change one of them. */
    private static final class Draft {
        private int epochs;
        private int batchSize;
        private float learningRate;
        private int warmUpSteps;
        private float labelSmoothing;
        private int shift;
        private boolean flip;
        private long seed;
        private float momentum;
        private int epochsOfSchedule;
        private List<String> devices;
        private Precision precision;
        private float lossScale;

        Draft(TrainingOptions from) {
            epochs = from.epochs;
            batchSize = from.batchSize;
            learningRate = from.learningRate;
            warmUpSteps = from.warmUpSteps;
            labelSmoothing = from.labelSmoothing;
            shift = from.shift;
            flip = from.flip;
            seed = from.seed;
            momentum = from.momentum;
            epochsOfSchedule = from.epochsOfSchedule;
            devices = from.devices;
            precision = from.precision;
            lossScale = from.lossScale;
        }

        TrainingOptions options() {
            return new TrainingOptions(
                    epochs,
                    batchSize,
                    learningRate,
                    warmUpSteps,
                    labelSmoothing,
                    shift,
                    flip,
                    seed,
                    momentum,
                    epochsOfSchedule,
                    devices,
                    precision,
                    lossScale);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
