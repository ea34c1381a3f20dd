package org.aiperf.search.gaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.morphism.RandomMorphism;
import org.aiperf.search.distance.Descriptor;
import org.aiperf.search.distance.EditDistance;
import org.junit.jupiter.api.Test;

final class GaussianProcessTest {
    private static final GaussianSettings SETTINGS = GaussianSettings.defaults();
    private static final double CLOSE = 1e-8;

    private static List<Descriptor> networks(SplittableRandom random, int count) {
        List<Architecture> grown = new ArrayList<>(List.of(
                NamedArchitectures.named("cnn", Shape.image(32, 32, 3), 10).orElseThrow()));
        while (grown.size() < count) {
            RandomMorphism.pick(grown.get(random.nextInt(grown.size())), random)
                    .ifPresent(step -> grown.add(step.child()));
        }
        return grown.stream().map(Descriptor::of).toList();
    }

    private static GaussianProcess<Descriptor> process() {
        return new GaussianProcess<>(SETTINGS, EditDistance::between);
    }

    /** A value that depends on the network, with a little noise. */
    private static double value(Descriptor network, SplittableRandom random) {
        return 0.6 + 0.02 * Math.sin(network.entries().size()) + 0.004 * random.nextGaussian();
    }

    @Test
    void predictionsAreThoseOfTheEquationsWithADenseInverse() {
        for (long seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Descriptor> some = networks(random, 30).stream().distinct().toList();
            GaussianProcess<Descriptor> process = process();
            double[] values = new double[some.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(some.get(i), random);
                process.add(some.get(i), values[i]);
            }
            Posterior<Descriptor> posterior = process.posterior(List.of());
            Kernel kernel = posterior.kernel();

            double mean = Arrays.stream(values).average().orElseThrow();
            double deviation = Math.sqrt(Arrays.stream(values)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow());
            double[] standard =
                    Arrays.stream(values).map(v -> (v - mean) / deviation).toArray();
            double[][] matrix = new double[values.length][values.length];
            for (int i = 0; i < values.length; i++) {
                for (int j = 0; j < values.length; j++) {
                    matrix[i][j] = covariance(kernel, some.get(i), some.get(j)) + (i == j ? kernel.noise() : 0);
                }
            }
            DenseInverse dense = new DenseInverse(matrix);
            for (Descriptor asked : networks(random, 10)) {
                double[] k = some.stream()
                        .mapToDouble(each -> covariance(kernel, asked, each))
                        .toArray();
                Prediction prediction = posterior.predict(asked);
                assertThat(prediction.mean())
                        .as("seed %d", seed)
                        .isCloseTo(mean + deviation * dense.product(k, standard), within(CLOSE));
                assertThat(prediction.variance())
                        .as("seed %d", seed)
                        .isCloseTo(deviation * deviation * (kernel.signal() - dense.product(k, k)), within(CLOSE));
            }
        }
    }

    private static double covariance(Kernel kernel, Descriptor a, Descriptor b) {
        double distance = Math.min(EditDistance.between(a, b), SETTINGS.cutOff());
        return kernel.signal() * Math.exp(-distance / kernel.length());
    }

    @Test
    void oneThatGrewBelievesWhatOneThatWasFilledAtOnceBelieves() {
        SplittableRandom random = new SplittableRandom(3);
        List<Descriptor> some = new ArrayList<>(networks(random, 60));
        some.addAll(some.subList(2, 9));
        double[] values = some.stream().mapToDouble(each -> value(each, random)).toArray();
        List<Descriptor> asked = networks(random, 12);
        GaussianProcess<Descriptor> grown = process();
        for (int i = 0; i < values.length; i++) {
            grown.add(some.get(i), values[i]);
            Posterior<Descriptor> step = grown.posterior(List.of());
            if (i % 11 == 0 || i > 58) {
                GaussianProcess<Descriptor> filled = process();
                for (int j = 0; j <= i; j++) {
                    filled.add(some.get(j), values[j]);
                }
                Posterior<Descriptor> atOnce = filled.posterior(List.of());
                assertThat(atOnce.kernel()).isEqualTo(step.kernel());
                asked.forEach(each -> assertThat(atOnce.predict(each)).isEqualTo(step.predict(each)));
            }
        }
    }

    @Test
    void whatIsTakenBackLeavesNoTrace() {
        SplittableRandom random = new SplittableRandom(4);
        List<Descriptor> some = new ArrayList<>(networks(random, 40));
        some.addAll(20, some.subList(0, 5));
        double[] values = some.stream().mapToDouble(each -> value(each, random)).toArray();
        List<Descriptor> asked = networks(random, 8);
        for (int size : new int[] {43, 38, 24, 21, 6, 2, 0}) {
            GaussianProcess<Descriptor> longer = process();
            GaussianProcess<Descriptor> shorter = process();
            for (int i = 0; i < values.length; i++) {
                longer.add(some.get(i), values[i]);
                if (i < size) {
                    shorter.add(some.get(i), values[i]);
                }
            }
            longer.posterior(List.of());
            longer.truncate(size);
            Posterior<Descriptor> left = longer.posterior(List.of());
            Posterior<Descriptor> never = shorter.posterior(List.of());
            assertThat(longer.inputs()).isEqualTo(shorter.inputs());
            asked.forEach(
                    each -> assertThat(left.predict(each)).as("first %d", size).isEqualTo(never.predict(each)));
        }
    }

    @Test
    void observationsOfOneInputAreAveragedAndLessNoisy() {
        SplittableRandom random = new SplittableRandom(5);
        List<Descriptor> some = networks(random, 4).stream().distinct().toList();
        GaussianProcess<Descriptor> once = process();
        GaussianProcess<Descriptor> often = process();
        for (Descriptor each : some) {
            double value = value(each, random);
            once.add(each, value);
            for (int i = 0; i < 50; i++) {
                often.add(each, value + (i % 2 == 0 ? 0.01 : -0.01));
            }
        }
        assertThat(often.inputs()).isEqualTo(some.size());
        for (Descriptor each : some) {
            assertThat(often.posterior(List.of()).predict(each).variance())
                    .isLessThan(once.posterior(List.of()).predict(each).variance() / 10);
        }
        assertThat(often.posterior(List.of()).predict(some.getFirst()).mean())
                .isCloseTo(averageOfFirst(once, some.getFirst()), within(0.01));
    }

    private static double averageOfFirst(GaussianProcess<Descriptor> process, Descriptor input) {
        return process.posterior(List.of()).predict(input).mean();
    }

    @Test
    void aStartModelThatWasTrainedManyTimesDoesNotStopTheProcessFromLearning() {
        SplittableRandom random = new SplittableRandom(6);
        List<Descriptor> some = networks(random, 40);
        GaussianProcess<Descriptor> process = process();
        for (int i = 0; i < 4; i++) {
            process.add(some.getFirst(), 0.05 + 0.01 * i);
        }
        some.forEach(each -> process.add(each, value(each, random)));
        Posterior<Descriptor> posterior = process.posterior(List.of());
        assertThat(process.inputs()).isEqualTo((int) some.stream().distinct().count());
        assertThat(posterior.predict(some.getLast()).deviation()).isLessThan(0.1);
    }

    @Test
    void fantasiesChangeNoMeanAndMakeTheirNeighbourhoodLessUncertain() {
        SplittableRandom random = new SplittableRandom(7);
        List<Descriptor> some = networks(random, 40).stream().distinct().toList();
        GaussianProcess<Descriptor> process = process();
        some.subList(0, 20).forEach(each -> process.add(each, value(each, random)));
        Posterior<Descriptor> before = process.posterior(List.of());
        List<Descriptor> pending = some.subList(20, 24);
        Posterior<Descriptor> after = process.posterior(pending);
        for (Descriptor each : some) {
            assertThat(after.predict(each).mean())
                    .isCloseTo(before.predict(each).mean(), within(CLOSE));
            assertThat(after.predict(each).variance())
                    .isLessThanOrEqualTo(before.predict(each).variance() + CLOSE);
        }
        for (Descriptor each : pending) {
            assertThat(after.predict(each).variance())
                    .isLessThan(before.predict(each).variance());
        }
        assertThat(process.posterior(List.of()).predict(pending.getFirst()))
                .isEqualTo(before.predict(pending.getFirst()));
    }

    @Test
    void distancesThatNoSpaceHasAreMadePositiveDefinite() {
        // Alternating near and far: exp(-d) has eigenvalues far below zero.
        Distance<Integer> odd = (a, b, atMost) -> a.equals(b) ? 0 : (a * b + a + b) % 3 == 0 ? 0.01 : 3;
        GaussianProcess<Integer> process = new GaussianProcess<>(SETTINGS, odd);
        for (int i = 0; i < 60; i++) {
            process.add(i, i % 7 / 10.0);
            Posterior<Integer> posterior = process.posterior(List.of(1000 + i));
            Prediction prediction = posterior.predict(i / 2);
            assertThat(prediction.mean()).as("after %d", i).isFinite();
            assertThat(prediction.variance()).as("after %d", i).isFinite().isNotNegative();
        }
    }

    @Test
    void withNothingObservedAPredictionIsTheKernelAlone() {
        Prediction prediction = process()
                .posterior(List.of())
                .predict(networks(new SplittableRandom(8), 1).getFirst());
        assertThat(prediction.mean()).isZero();
        assertThat(prediction.deviation()).isCloseTo(SETTINGS.leastDeviation(), within(1e-15));
    }

    @Test
    void onlyNumbersAreObserved() {
        Descriptor network = networks(new SplittableRandom(9), 1).getFirst();
        assertThatIllegalArgumentException().isThrownBy(() -> process().add(network, Double.NaN));
    }

    @Test
    void aKernelIsFittedAtEachFifthMore() {
        assertThat(List.of(5, 6, 7, 8, 9, 10, 12, 1000).stream()
                        .map(SETTINGS::lastFit)
                        .toList())
                .containsExactly(0, 6, 6, 8, 8, 10, 12, SETTINGS.lastFit(1000));
        assertThat(SETTINGS.lastFit(1000)).isBetween(834, 1000);
    }
}
