package org.aiperf.architecture;

/** What one layer does; where it sits in the graph is a {@link LayerNode}. */
public sealed interface Layer {

    /** The name people and files call this kind of layer by. */
    String type();

    /**
     * A square convolution with bias, {@code inputChannels} to {@code filters}. The output has
     * {@code floor((h + 2 * padding - kernel) / stride) + 1} rows.
     */
    record Convolution(int inputChannels, int filters, int kernel, int stride, int padding) implements Layer {
        public Convolution {
            requireAtLeast(1, inputChannels, "input channels");
            requireAtLeast(1, filters, "filters");
            requireAtLeast(1, kernel, "kernel");
            requireAtLeast(1, stride, "stride");
            requireAtLeast(0, padding, "padding");
        }

        /** A convolution that keeps the size of its input at stride 1: padding is half the kernel. */
        public Convolution(int inputChannels, int filters, int kernel, int stride) {
            this(inputChannels, filters, kernel, stride, kernel / 2);
        }

        @Override
        public String type() {
            return "convolution";
        }
    }

    /** Batch normalisation over {@code channels}: a scale and a shift are trained, mean and variance are tracked. */
    record BatchNorm(int channels) implements Layer {
        /** What is added to the variance before its root is taken: the reference's value. */
        public static final double EPSILON = 1e-4;

        public BatchNorm {
            requireAtLeast(1, channels, "channels");
        }

        @Override
        public String type() {
            return "batch norm";
        }
    }

    record Relu() implements Layer {
        @Override
        public String type() {
            return "ReLU";
        }
    }

    /** The largest of each window; the output has {@code max(floor(h / stride), 1)} rows. */
    record MaxPool(int kernel, int stride, int padding) implements Layer {
        public MaxPool {
            requireAtLeast(1, kernel, "kernel");
            requireAtLeast(1, stride, "stride");
            requireAtLeast(0, padding, "padding");
        }

        @Override
        public String type() {
            return "max pool";
        }
    }

    /** The mean of each channel: an image becomes a vector. */
    record GlobalAveragePool() implements Layer {
        @Override
        public String type() {
            return "global pool";
        }
    }

    /** An image becomes a vector, row by row. */
    record Flatten() implements Layer {
        @Override
        public String type() {
            return "flatten";
        }
    }

    /** A dense layer with bias. */
    record Dense(int inputs, int units) implements Layer {
        public Dense {
            requireAtLeast(1, inputs, "inputs");
            requireAtLeast(1, units, "units");
        }

        @Override
        public String type() {
            return "dense";
        }
    }

    /** Sets a share {@code rate} of its inputs to zero during training, and scales the rest up. */
    record Dropout(double rate) implements Layer {
        public Dropout {
            if (!(rate >= 0 && rate < 1)) {
                throw new IllegalArgumentException("a rate is at least 0 and below 1, not " + rate);
            }
        }

        @Override
        public String type() {
            return "dropout";
        }
    }

    /** The sum of its inputs, which all have one shape. */
    record Add() implements Layer {
        @Override
        public String type() {
            return "add";
        }
    }

    /** Its inputs side by side along the channels. */
    record Concatenate() implements Layer {
        @Override
        public String type() {
            return "concatenate";
        }
    }

    /**
     * A convolution with bias to {@code groups * dimension} channels; at each of its output's pixels each group of
     * {@code dimension} channels is one capsule, squashed to a length below 1 (Sabour, Frosst and Hinton 2017, section
     * 4). Capsules come row by row, those of a pixel by group.
     */
    record PrimaryCapsules(int inputChannels, int groups, int dimension, int kernel, int stride, int padding)
            implements Layer {
        public PrimaryCapsules {
            requireAtLeast(1, groups, "groups");
            requireAtLeast(1, dimension, "dimension");
            if ((long) groups * dimension > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(groups + " groups of dimension " + dimension + " are too many");
            }
            requireAtLeast(1, inputChannels, "input channels");
            requireAtLeast(1, kernel, "kernel");
            requireAtLeast(1, stride, "stride");
            requireAtLeast(0, padding, "padding");
        }

        /** The convolution before the squash. */
        public Convolution convolution() {
            return new Convolution(inputChannels, groups * dimension, kernel, stride, padding);
        }

        @Override
        public String type() {
            return "primary capsules";
        }
    }

    /**
     * Each input capsule votes for each of {@code capsules} output capsules by a matrix of its own; what they say counts
     * by how well it agrees, over so many iterations of routing (Sabour, Frosst and Hinton 2017, procedure 1). The
     * gradient goes through all iterations.
     */
    record RoutedCapsules(int inputCapsules, int inputDimension, int capsules, int dimension, int iterations)
            implements Layer {
        public RoutedCapsules {
            requireAtLeast(1, inputCapsules, "input capsules");
            requireAtLeast(1, inputDimension, "input dimension");
            requireAtLeast(1, capsules, "capsules");
            requireAtLeast(1, dimension, "dimension");
            requireAtLeast(1, iterations, "iterations");
        }

        @Override
        public String type() {
            return "routed capsules";
        }
    }

    /** The length of each capsule: how sure the network is of each class. */
    record CapsuleLengths() implements Layer {
        /** What is added to a squared length before its root is taken, here and in a squash. */
        public static final double EPSILON = 1e-7;

        @Override
        public String type() {
            return "capsule lengths";
        }
    }

    private static void requireAtLeast(int least, int value, String what) {
        if (value < least) {
            throw new IllegalArgumentException("the " + what + " must be at least " + least + ", not " + value);
        }
    }
}
