package org.aiperf.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.Shape;
import org.aiperf.benchmark.plan.HyperparameterSettings;
import org.aiperf.benchmark.plan.Range;
import org.junit.jupiter.api.Test;

final class TuningTest {
    private static final Hyperparameters PARENT = new Hyperparameters(0.5, 5, 400, 0.2);

    private static HyperparameterSettings settings(int trials, int patience) {
        return new HyperparameterSettings(
                4, trials, patience, new Range(0, 0.2), List.of(3, 5, 7), 0, new Range(384, 448), new Range(0.1, 0.1));
    }

    @Test
    void theFirstTrainingHasWhatDidBestForTheParentWithinTheRanges() {
        Tuning tuning = new Tuning(settings(2, 3), PARENT);

        assertThat(tuning.next(new SplittableRandom(1))).isEqualTo(new Hyperparameters(0.2, 5, 400, 0.2));
    }

    @Test
    void whatFollowsIsWithinTheRangesAndLeavesWhatIsNotTuned() {
        for (long seed = 1; seed <= 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Tuning tuning = new Tuning(settings(10, 10), PARENT);
            for (int training = 1; !tuning.isOver(); training++) {
                Hyperparameters next = tuning.next(random);
                assertThat(next.dropout()).as("seed %d", seed).isBetween(0.0, 0.2);
                assertThat(next.kernel()).as("seed %d", seed).isIn(3, 5, 7);
                assertThat(next.batchSize()).as("seed %d", seed).isBetween(384, 448);
                assertThat(next.learningRate()).isEqualTo(0.2);
                tuning.add(next, random.nextDouble());
                assertThat(training).isLessThanOrEqualTo(10);
            }
        }
    }

    @Test
    void itIsOverAfterTheTrialsOrWhenSomeInARowWereNoBetter() {
        Tuning few = new Tuning(settings(2, 3), PARENT);
        few.add(PARENT, 0.5);
        assertThat(few.isOver()).isFalse();
        few.add(PARENT, 0.6);
        assertThat(few.isOver()).isTrue();

        Tuning impatient = new Tuning(settings(100, 3), PARENT);
        for (double accuracy : new double[] {0.5, 0.4, 0.5, 0.6, 0.6, 0.1}) {
            impatient.add(PARENT, accuracy);
            assertThat(impatient.isOver()).isFalse();
        }
        impatient.add(PARENT, 0.2);
        assertThat(impatient.isOver()).isTrue();
    }

    @Test
    void aTunedKernelChangesTheNetworkAndWhatItCosts() {
        Architecture cnn =
                NamedArchitectures.named("cnn", Shape.image(32, 32, 3), 10).orElseThrow();
        TunedNetwork three = TunedNetwork.of(cnn, settings(2, 3), new Hyperparameters(0, 3, 64, 0.1));
        TunedNetwork five = TunedNetwork.of(cnn, settings(2, 3), new Hyperparameters(0.1, 5, 64, 0.1));

        assertThat(five.architecture().layers())
                .anySatisfy(node -> assertThat(node.layer())
                        .isInstanceOfSatisfying(
                                Layer.Convolution.class,
                                convolution -> assertThat(convolution.kernel()).isEqualTo(5)));
        assertThat(five.corrected().forward()).isGreaterThan(three.corrected().forward() * 3 / 2);
        assertThat(five.reference().forward()).isGreaterThan(three.reference().forward());
    }

    /** The reference's counter: a kernel of 5 with the padding of 3 makes an image smaller by 2 (operation-counts, quirk c). */
    @Test
    void fromTheReferencesSlotOnItsCounterGoesByTheNetworkThatIsNotTuned() {
        Architecture resnet = NamedArchitectures.named("resnet50", Shape.image(224, 224, 3), 1000)
                .orElseThrow();
        HyperparameterSettings parity = new HyperparameterSettings(
                4, 2, 3, new Range(0, 0.2), List.of(3, 5, 7), 175, new Range(384, 448), new Range(0.1, 0.1));
        TunedNetwork tuned = TunedNetwork.of(resnet, parity, new Hyperparameters(0, 7, 448, 0.1));

        assertThat(tuned.architecture()).isEqualTo(resnet);
        assertThat(tuned.corrected())
                .isEqualTo(TunedNetwork.of(resnet, parity, new Hyperparameters(0, 3, 448, 0.1))
                        .corrected());
    }
}
