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
        @Override
        public String type() {
            return "dense";
        }
    }

    /** Sets a share {@code rate} of its inputs to zero during training, and scales the rest up. */
    record Dropout(double rate) implements Layer {
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
}
