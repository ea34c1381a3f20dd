package org.aiperf.search.distance;

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
import org.aiperf.architecture.morphism.Deeper;
import org.aiperf.architecture.morphism.RandomMorphism;
import org.aiperf.architecture.morphism.SkipAdd;
import org.aiperf.architecture.morphism.Wider;
import org.junit.jupiter.api.Test;

final class EditDistanceTest {
    private static final double CLOSE = 1e-9;
    private static final Architecture RESNET50 =
            NamedArchitectures.named("resnet50", Shape.image(224, 224, 3), 1000).orElseThrow();

    @Test
    void everyDistanceOfTheReferenceIsMet() {
        ReferenceDistances reference = ReferenceDistances.read();
        List<Descriptor> descriptors =
                reference.graphs().stream().map(Descriptor::of).toList();

        assertThat(reference.pairs()).hasSize(100);
        for (ReferenceDistances.Pair pair : reference.pairs()) {
            assertThat(EditDistance.between(descriptors.get(pair.a()), descriptors.get(pair.b())))
                    .as("graphs %d and %d", pair.a(), pair.b())
                    .isCloseTo(pair.distance(), within(CLOSE));
        }
    }

    @Test
    void oneStepOfEachKindIsAsFarAsAIPerfSays() {
        Descriptor start = Descriptor.of(RESNET50);

        Descriptor wider = Descriptor.of(new Wider(4).apply(RESNET50).orElseThrow());
        assertThat(EditDistance.between(start, wider)).isCloseTo(1 / 6.0, within(CLOSE));
        // Three layers more, and 16 skips of which those after it start later.
        Descriptor deeper = Descriptor.of(new Deeper(129).apply(RESNET50).orElseThrow());
        assertThat(EditDistance.between(start, deeper)).isBetween(3.0, 3.5);
        // The skip, and its join; the entries and skips after it stay where they are.
        Descriptor skip = Descriptor.of(new SkipAdd(21, 65).apply(RESNET50).orElseThrow());
        assertThat(EditDistance.between(start, skip)).isBetween(2.0, 2.2);
    }

    @Test
    void itIsAMetricOfDescriptors() {
        for (long seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Descriptor> some = relatives(random, 6);
            for (Descriptor a : some) {
                for (Descriptor b : some) {
                    double distance = EditDistance.between(a, b);
                    assertThat(distance == 0).as("seed %d: 0 if equal", seed).isEqualTo(a.equals(b));
                    assertThat(EditDistance.between(b, a))
                            .as("seed %d: symmetry", seed)
                            .isCloseTo(distance, within(CLOSE));
                    for (Descriptor c : some) {
                        assertThat(distance)
                                .as("seed %d: triangle", seed)
                                .isLessThanOrEqualTo(EditDistance.between(a, c) + EditDistance.between(c, b) + CLOSE);
                    }
                }
            }
        }
    }

    @Test
    void trimmingBandsAndPairingEqualsFirstChangeNothing() {
        for (long seed = 100; seed < 160; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Descriptor> some = relatives(random, 6);
            for (Descriptor a : some) {
                for (Descriptor b : some) {
                    assertThat(EditDistance.between(a, b))
                            .as("seed %d, %s and %s", seed, a, b)
                            .isCloseTo(plainly(a, b), within(CLOSE));
                }
            }
        }
    }

    @Test
    void aBoundOnlyCutsOffWhatIsBeyondIt() {
        for (long seed = 200; seed < 260; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Descriptor> some = relatives(random, 5);
            for (Descriptor a : some) {
                for (Descriptor b : some) {
                    double distance = EditDistance.between(a, b);
                    for (double bound :
                            new double[] {-1, 0, 1e-5, 1, 2.5, distance, Math.nextDown(distance), distance + 3, 500}) {
                        assertThat(EditDistance.between(a, b, bound))
                                .as("seed %d, distance %s, bound %s", seed, distance, bound)
                                .isEqualTo(distance <= bound ? distance : Double.POSITIVE_INFINITY);
                    }
                }
            }
        }
    }

    @Test
    void aBoundIsANumber() {
        Descriptor start = Descriptor.of(RESNET50);
        assertThatIllegalArgumentException().isThrownBy(() -> EditDistance.between(start, start, Double.NaN));
    }

    /** The reference takes 31 ms in Python; this fails only if the savings are lost altogether. */
    @Test
    void aPairOfResNet50SizeTakesFarLessThanAMillisecond() {
        SplittableRandom random = new SplittableRandom(7);
        List<Descriptor> chain = chain(RESNET50, 24, random);
        long[] nanoseconds = new long[40];
        for (int round = 0; round < nanoseconds.length; round++) {
            long before = System.nanoTime();
            for (Descriptor each : chain) {
                assertThat(EditDistance.between(chain.getFirst(), each)).isNotNegative();
            }
            nanoseconds[round] = (System.nanoTime() - before) / chain.size();
        }
        Arrays.sort(nanoseconds);
        assertThat(nanoseconds[0]).isLessThan(1_000_000);
    }

    /** Descriptors along random chains of morphisms from one of several starts. */
    private static List<Descriptor> relatives(SplittableRandom random, int count) {
        String[] names = {"cnn", "resnet14", "resnet20", "resnet50:4"};
        List<Descriptor> some = new ArrayList<>();
        while (some.size() < count) {
            Architecture start = NamedArchitectures.named(
                            names[random.nextInt(names.length)], Shape.image(32, 32, 3), 10)
                    .orElseThrow();
            List<Descriptor> chain = chain(start, random.nextInt(1, 12), random);
            some.add(chain.getFirst());
            some.add(chain.getLast());
        }
        return some;
    }

    private static List<Descriptor> chain(Architecture start, int steps, SplittableRandom random) {
        List<Descriptor> chain = new ArrayList<>(List.of(Descriptor.of(start)));
        Architecture network = start;
        for (int i = 0; i < steps; i++) {
            network = RandomMorphism.pick(network, random)
                    .map(RandomMorphism::child)
                    .orElse(network);
            chain.add(Descriptor.of(network));
        }
        return chain;
    }

    /** The definition: the whole table of edits, and an assignment of all skips. */
    private static double plainly(Descriptor a, Descriptor b) {
        double[] row = new double[b.entries().size() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 0; i < a.entries().size(); i++) {
            double[] next = new double[row.length];
            next[0] = i + 1;
            LayerKind kind = LayerKind.of(a.entries().get(i));
            for (int j = 0; j < b.entries().size(); j++) {
                double replaced =
                        row[j] + kind.distance(LayerKind.of(b.entries().get(j)));
                next[j + 1] = Math.min(replaced, Math.min(row[j + 1], next[j]) + 1);
            }
            row = next;
        }
        List<Skip> fewer = a.skips().size() <= b.skips().size() ? a.skips() : b.skips();
        List<Skip> more = fewer == a.skips() ? b.skips() : a.skips();
        double[] costs = new double[fewer.size() * more.size()];
        for (int i = 0; i < costs.length; i++) {
            costs[i] = fewer.get(i / more.size()).distance(more.get(i % more.size()));
        }
        double paired = Assignment.leastCost(costs, fewer.size(), more.size());
        return row[row.length - 1] + paired + more.size() - fewer.size();
    }
}
