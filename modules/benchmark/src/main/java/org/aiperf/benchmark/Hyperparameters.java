package org.aiperf.benchmark;

/**
 * What may differ from one training of a candidate to the next.
 *
 * @param dropout rate of every dropout layer
 * @param kernel size of the convolutions that are tuned; odd
 * @param batchSize images to a step
 * @param learningRate after the warm-up
 */
public record Hyperparameters(double dropout, int kernel, int batchSize, double learningRate) {}
