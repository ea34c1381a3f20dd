package org.aiperf.architecture.morphism;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import java.util.SplittableRandom;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.Weights;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CapsuleMorphismsTest {
    private static final Architecture CAPSULE = TinyNetworks.capsules();

    @Test
    void theConvolutionsBeforeCapsulesCanGrow() {
        assertThat(Morphisms.candidates(CAPSULE, EnumSet.allOf(MorphismKind.class)))
                .containsExactly(new Deeper(2), new Deeper(5), new Wider(0), new Wider(3));

        Architecture child = new Wider(3).apply(CAPSULE).orElseThrow();

        assertThat(child.layer(6).layer()).isEqualTo(new Layer.PrimaryCapsules(64, 4, 8, 5, 2, 2));
        assertThat(child.layer(7)).isEqualTo(CAPSULE.layer(7));
    }

    @Test
    void chainsOfStepsPreserveTheFunction() {
        int steps = 0;
        for (long seed = 0; seed < 10; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Architecture network = CAPSULE;
            Weights weights = ForwardPass.randomWeights(network, random);
            float[] image = ForwardPass.randomImage(network, random);
            float[] expected = ForwardPass.logits(network, weights, image);
            StringBuilder chain = new StringBuilder("seed " + seed);
            for (int step = 0; step < 3; step++) {
                Optional<RandomMorphism> picked =
                        RandomMorphism.pick(network, EnumSet.allOf(MorphismKind.class), random);
                assertThat(picked).as(chain.toString()).isPresent();
                Architecture child = picked.get().child();
                weights = picked.get().morphism().inherit(network, weights, child, random.nextLong());
                network = child;
                steps++;
                chain.append(", ").append(picked.get().morphism().describe());
            }
            assertThat(ForwardPass.logits(network, weights, image))
                    .as(chain.toString())
                    .containsExactly(expected, Offset.offset(1e-4f));
        }
        assertThat(steps).isEqualTo(30);
    }
}
