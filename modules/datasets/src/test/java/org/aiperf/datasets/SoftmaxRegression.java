package org.aiperf.datasets;

import java.util.SplittableRandom;

/** A linear model of the pixels, trained by stochastic gradient descent with a rate that falls linearly to 0. */
final class SoftmaxRegression {
    private final int classes;
    private final float[][] weights;

    private SoftmaxRegression(int classes, int pixels) {
        this.classes = classes;
        this.weights = new float[classes][pixels + 1];
    }

    static SoftmaxRegression train(ImageSet images, int epochs, double rate, long seed) {
        SoftmaxRegression model = new SoftmaxRegression(images.classes(), images.imageBytes());
        SplittableRandom random = new SplittableRandom(seed);
        int steps = epochs * images.size();
        for (int step = 0; step < steps; step++) {
            int image = random.nextInt(images.size());
            float[] input = input(images, image);
            double[] probabilities = model.probabilities(input);
            for (int c = 0; c < model.classes; c++) {
                double error = probabilities[c] - (images.label(image) == c ? 1 : 0);
                float change = (float) (rate * (steps - step) / steps * error);
                for (int i = 0; i < input.length; i++) {
                    model.weights[c][i] -= change * input[i];
                }
            }
        }
        return model;
    }

    double accuracy(ImageSet images) {
        int correct = 0;
        for (int image = 0; image < images.size(); image++) {
            double[] probabilities = probabilities(input(images, image));
            int best = 0;
            for (int c = 1; c < classes; c++) {
                best = probabilities[c] > probabilities[best] ? c : best;
            }
            correct += best == images.label(image) ? 1 : 0;
        }
        return (double) correct / images.size();
    }

    private double[] probabilities(float[] input) {
        double[] scores = new double[classes];
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            float score = 0;
            for (int i = 0; i < input.length; i++) {
                score += weights[c][i] * input[i];
            }
            scores[c] = score;
            largest = Math.max(largest, score);
        }
        double total = 0;
        for (int c = 0; c < classes; c++) {
            scores[c] = Math.exp(scores[c] - largest);
            total += scores[c];
        }
        for (int c = 0; c < classes; c++) {
            scores[c] /= total;
        }
        return scores;
    }

    /** The pixels from −1 to 1, and a 1 for the bias. */
    private static float[] input(ImageSet images, int image) {
        float[] input = new float[images.imageBytes() + 1];
        for (int i = 0; i < input.length - 1; i++) {
            input[i] = (images.pixels()[images.start(image) + i] & 0xff) / 127.5f - 1;
        }
        input[input.length - 1] = 1;
        return input;
    }
}
