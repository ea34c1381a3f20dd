package org.aiperf.architecture.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.ParameterSpec;
import org.aiperf.architecture.Vectors;
import org.aiperf.architecture.Weights;
import org.aiperf.architecture.morphism.CountedTwice;
import org.aiperf.architecture.morphism.ForwardPass;
import org.aiperf.architecture.morphism.Morphism;
import org.aiperf.architecture.morphism.MorphismKind;
import org.aiperf.architecture.morphism.RandomMorphism;
import org.aiperf.architecture.morphism.TinyNetworks;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Random chains of one to five steps of all kinds, on networks and on what tuning makes of them. */
class TunedMorphismsTest {
    private static final int CHAINS = 500;
    private static final int COMPUTED_CHAINS = 40;

    @Test
    void chainsApplyToTheTunedNetworkWithTheSameLayersAndStaySoundAndCountedRight() {
        List<Architecture> starts = new ArrayList<>(TinyNetworks.all());
        starts.add(Vectors.graph("mini_resnet_32x32x3_c10").architecture());
        int steps = 0;
        for (long seed = 0; seed < CHAINS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Architecture plain = starts.get((int) (seed % starts.size()));
            LayerTuning tuning = tuning(plain, random);
            Architecture tuned = tuning.apply(plain);
            StringBuilder where = new StringBuilder("seed " + seed + ", " + tuning);
            for (int step = 0; step < 1 + seed % 5; step++) {
                RandomMorphism picked = pick(plain, random, where);
                Optional<Architecture> child = picked.morphism().apply(tuned);
                assertThat(child).as(where.toString()).isPresent();
                plain = picked.child();
                tuned = child.get();
                steps++;
                assertThat(places(tuned)).as(where.toString()).isEqualTo(places(plain));
                assertThat(tuning.apply(tuned)).as(where.toString()).isEqualTo(tuning.apply(plain));
            }
            CountedTwice.assertAlike(tuned, where.toString());
            CountedTwice.assertAlike(tuning.apply(tuned), where.toString());
        }
        assertThat(steps).isEqualTo(CHAINS * 3);
    }

    @Test
    void weightsAreInheritedByTunedNetworks() {
        for (long seed = 0; seed < COMPUTED_CHAINS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Architecture> starts = TinyNetworks.all();
            Architecture network = starts.get((int) (seed % starts.size()));
            Weights weights = ForwardPass.randomWeights(network, random);
            float[] image = ForwardPass.randomImage(network, random);
            float[] expected = ForwardPass.logits(network, weights, image);
            StringBuilder where = new StringBuilder("seed " + seed);
            for (int step = 0; step < 3; step++) {
                LayerTuning tuning = new LayerTuning(random.nextInt(8), 5 + 2 * step, random.nextDouble() / 5);
                Architecture tuned = tuning.apply(network);
                weights = CentredKernels.of(network, weights, tuned);
                where.append(", ").append(tuning);
                RandomMorphism picked = pick(tuned, random, where);
                weights = picked.morphism().inherit(tuned, weights, picked.child(), random.nextLong());
                network = picked.child();
                for (ParameterSpec spec : ParameterSpec.of(network)) {
                    assertThat(weights.get(spec.name())).as(where.toString()).hasSize(spec.size());
                }
            }
            assertThat(ForwardPass.logits(network, weights, image))
                    .as(where.toString())
                    .containsExactly(expected, Offset.offset(1e-4f));
        }
    }

    private static LayerTuning tuning(Architecture architecture, SplittableRandom random) {
        int first = random.nextInt(architecture.layers().size() + 6);
        return new LayerTuning(first, 1 + 2 * random.nextInt(6), random.nextDouble() / 5);
    }

    private static RandomMorphism pick(Architecture parent, SplittableRandom random, StringBuilder where) {
        Optional<RandomMorphism> picked = RandomMorphism.pick(parent, EnumSet.allOf(MorphismKind.class), random);
        assertThat(picked).as(where.toString()).isPresent();
        Morphism morphism = picked.get().morphism();
        where.append(", ").append(morphism.describe());
        return picked.get();
    }

    /** Each layer's id and tensors, and the shape that it writes. */
    private static List<List<Object>> places(Architecture architecture) {
        List<List<Object>> places = new ArrayList<>();
        for (LayerNode node : architecture.layers()) {
            places.add(List.of(
                    node.id(), node.layer().type(), node.inputs(), node.output(), architecture.shape(node.output())));
        }
        return places;
    }
}
