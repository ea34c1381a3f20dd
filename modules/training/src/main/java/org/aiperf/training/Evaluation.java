package org.aiperf.training;

/**
 * What a network does with images it is only asked about.
 *
 * @param images how many it was asked about
 * @param accuracy the share that it classified rightly, from 0 to 1
 * @param loss the mean cross-entropy in nats, without label smoothing
 */
public record Evaluation(int images, double accuracy, double loss) {}
