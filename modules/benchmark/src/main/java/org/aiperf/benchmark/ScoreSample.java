package org.aiperf.benchmark;

/**
 * The score as it stood at one moment of a run.
 *
 * @param seconds from the first trial's start
 * @param score operations per second by the reference method
 * @param regulatedScore {@code -ln(error) · score}, in operations per second
 * @param error 1 − best accuracy, from 0 to 1
 * @param errorIsFloor the error was 0 and was taken as 1 / (2 · test images)
 * @param correctedScore operations per second by the corrected method, with the real numbers of images
 */
public record ScoreSample(
        double seconds,
        double score,
        double regulatedScore,
        double error,
        boolean errorIsFloor,
        double operations,
        double correctedScore,
        double correctedOperations) {

    static final ScoreSample NONE = new ScoreSample(0, 0, 0, 1, false, 0, 0, 0);
}
