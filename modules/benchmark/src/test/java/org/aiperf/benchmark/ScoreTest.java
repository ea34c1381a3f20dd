package org.aiperf.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.junit.jupiter.api.Test;

final class ScoreTest {
    /** ResNet-50 at 224×224×3, as the reference counts it. */
    private static final Cost RESNET50 = new Cost(7_806_583_495L, 15_246_874_820L, 7_806_583_495L, 0);

    private final Score parity = new Score(1_280_000, 50_000, 360, 720);

    private static Scripted trained(int epochs, double seconds, double bestAccuracy) {
        Scripted run = new Scripted()
                .at(0, Scripted.candidate(1, 0, RESNET50), new TrialAssigned(1, 1, "a"))
                .at(0, new SearchEvent.TrialStarted(1, 1, epochs, 0, 1_280_000, 50_000, "float32"));
        for (int epoch = 1; epoch <= epochs; epoch++) {
            double accuracy = epoch == epochs ? bestAccuracy : bestAccuracy / 2;
            run.at(seconds * epoch / epochs, Scripted.epoch(1, 1, epoch, accuracy));
        }
        return run;
    }

    @Test
    void theReferencesOwnScoresAreMetExactly() {
        ScoreSample quarter = parity.last(trained(15, 5_400, 0.72).run().search());
        assertThat(quarter.score() / 1e9).isCloseTo(83052.09949430554, within(1e-6));
        assertThat(quarter.error()).isCloseTo(0.28, within(1e-12));
        assertThat(quarter.regulatedScore() / 1e9).isCloseTo(105722.47196044782, within(1e-6));

        ScoreSample half = parity.last(trained(90, 43_200, 0.76).run().search());
        assertThat(half.score() / 1e9).isCloseTo(62289.07462072917, within(1e-6));
        assertThat(half.regulatedScore() / 1e9).isCloseTo(88893.7571689321, within(1e-6));
    }

    @Test
    void aSampleHoldsTheEpochsFinishedByThenAndTheLastOneHoldsAll() {
        List<ScoreSample> samples = parity.samples(trained(10, 3_600, 0.5).run().search());

        assertThat(samples.stream().map(ScoreSample::seconds))
                .containsExactly(720.0, 1080.0, 1440.0, 1800.0, 2160.0, 2520.0, 2880.0, 3240.0, 3600.0);
        double epoch = RESNET50.of(1_280_000, 0, 50_000);
        assertThat(samples.getFirst().operations()).isEqualTo(2 * epoch);
        assertThat(samples.getLast().operations()).isCloseTo(10 * epoch, withinPercentage(1e-10));
    }

    @Test
    void anErrorOfZeroIsTakenAsHalfAnImage() {
        ScoreSample sample = parity.last(trained(1, 100, 1.0).run().search());

        assertThat(sample.errorIsFloor()).isTrue();
        assertThat(sample.error()).isEqualTo(1.0 / 200);
        assertThat(sample.regulatedScore()).isCloseTo(Math.log(200) * sample.score(), within(1.0));
    }

    @Test
    void epochsOfALostAttemptDoNotCount() {
        Scripted run = new Scripted()
                .at(0, Scripted.candidate(1, 0, RESNET50), new TrialAssigned(1, 1, "a"))
                .at(0, new SearchEvent.TrialStarted(1, 1, 2, 0, 640, 100, "float32"))
                .at(10, Scripted.epoch(1, 1, 1, 0.9))
                .at(11, new TrialEnded(1, 1, Outcome.LOST, "killed"), new TrialAssigned(1, 2, "b"))
                .at(12, new SearchEvent.TrialStarted(1, 2, 2, 0, 640, 100, "float32"))
                .at(13, Scripted.epoch(1, 1, 2, 0.99))
                .at(20, Scripted.epoch(1, 2, 1, 0.4));

        ScoreSample sample = parity.last(run.run().search());

        assertThat(sample.operations()).isEqualTo(RESNET50.of(1_280_000, 0, 50_000));
        assertThat(sample.error()).isCloseTo(0.6, within(1e-12));
    }

    @Test
    void aRunWithoutAnEpochHasNoScore() {
        assertThat(parity.samples(SearchState.EMPTY)).isEmpty();
        assertThat(parity.last(SearchState.EMPTY).score()).isZero();
    }
}
