package org.aiperf.architecture.morphism;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.Weights;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WeightInheritanceTest {
    private static final float TOLERANCE = 1e-4f;

    @Test
    void everyStepFromEveryNetworkPreservesTheFunction() {
        int deeper = 0;
        int wider = 0;
        int skips = 0;
        int concats = 0;
        for (Architecture parent : TinyNetworks.all()) {
            SplittableRandom random = new SplittableRandom(7);
            Weights weights = ForwardPass.randomWeights(parent, random);
            float[] image = ForwardPass.randomImage(parent, random);
            float[] expected = ForwardPass.logits(parent, weights, image);
            for (Morphism step : Morphisms.candidates(parent, EnumSet.allOf(MorphismKind.class))) {
                Optional<Architecture> child = step.apply(parent);
                if (child.isEmpty()) {
                    continue;
                }
                Weights inherited = step.inherit(parent, weights, child.get(), 11);
                assertThat(ForwardPass.logits(child.get(), inherited, image))
                        .as("%s of %s", step.describe(), parent)
                        .containsExactly(expected, Offset.offset(TOLERANCE));
                switch (step) {
                    case Deeper _ -> deeper++;
                    case Wider _ -> wider++;
                    case SkipAdd _ -> skips++;
                    case SkipConcat _ -> concats++;
                }
            }
        }
        assertThat(deeper).isGreaterThan(10);
        assertThat(wider).isGreaterThan(10);
        assertThat(skips).isGreaterThan(15);
        assertThat(concats).isGreaterThan(15);
    }

    @Test
    void chainsOfFiveStepsPreserveTheFunction() {
        int steps = 0;
        for (long seed = 0; seed < 50; seed++) {
            for (Architecture start : TinyNetworks.all()) {
                SplittableRandom random = new SplittableRandom(seed);
                Architecture network = start;
                Weights weights = ForwardPass.randomWeights(network, random);
                float[] image = ForwardPass.randomImage(network, random);
                float[] expected = ForwardPass.logits(network, weights, image);
                StringBuilder chain = new StringBuilder("seed " + seed + " of " + start);
                for (int step = 0; step < 5; step++) {
                    Optional<RandomMorphism> picked =
                            RandomMorphism.pick(network, EnumSet.allOf(MorphismKind.class), random);
                    if (picked.isEmpty()) {
                        break;
                    }
                    Morphism morphism = picked.get().morphism();
                    Architecture child = picked.get().child();
                    weights = morphism.inherit(network, weights, child, random.nextLong());
                    network = child;
                    steps++;
                    chain.append(", ").append(morphism.describe());
                }
                assertThat(ForwardPass.logits(network, weights, image))
                        .as(chain.toString())
                        .containsExactly(expected, Offset.offset(TOLERANCE));
            }
        }
        assertThat(steps).isGreaterThan(950);
    }

    @Test
    void halvesOfAWidenedInputDifferSoThatCopiesCanGrowApart() {
        Architecture parent =
                NamedArchitectures.named("cnn", Shape.image(8, 8, 1), 3).orElseThrow();
        Weights weights = ForwardPass.randomWeights(parent, new SplittableRandom(3));
        Wider step = new Wider(0);
        Architecture child = step.apply(parent).orElseThrow();

        float[] kernel = step.inherit(parent, weights, child, 5).get("4/kernel");
        float[] again = step.inherit(parent, weights, child, 5).get("4/kernel");
        float[] otherwise = step.inherit(parent, weights, child, 6).get("4/kernel");

        float[] old = weights.get("4/kernel");
        for (int i = 0; i < old.length; i++) {
            int first = i / 16 * 2 * 16 + i % 16;
            assertThat(kernel[first] + kernel[first + 16]).isCloseTo(old[i], Offset.offset(1e-6f));
            assertThat(kernel[first]).isNotEqualTo(kernel[first + 16]);
        }
        assertThat(again).isEqualTo(kernel);
        assertThat(otherwise).isNotEqualTo(kernel);
    }

    @Test
    void aSkipLeavesTheSumAsItWasToTheLastBit() {
        Architecture parent =
                NamedArchitectures.named("resnet8:2", Shape.image(8, 8, 3), 4).orElseThrow();
        SplittableRandom random = new SplittableRandom(1);
        Weights weights = ForwardPass.randomWeights(parent, random);
        float[] image = ForwardPass.randomImage(parent, random);
        for (Morphism step : Morphisms.candidates(parent)) {
            if (step instanceof SkipAdd) {
                Architecture child = step.apply(parent).orElseThrow();
                assertThat(ForwardPass.logits(child, step.inherit(parent, weights, child, 2), image))
                        .isEqualTo(ForwardPass.logits(parent, weights, image));
            }
        }
    }

    @Test
    void arraysThatDoNotChangeAreShared() {
        Architecture parent =
                NamedArchitectures.named("cnn", Shape.image(8, 8, 1), 3).orElseThrow();
        Weights weights = ForwardPass.randomWeights(parent, new SplittableRandom(3));
        Deeper step = new Deeper(2);
        Architecture child = step.apply(parent).orElseThrow();

        Weights inherited = step.inherit(parent, weights, child, 5);

        assertThat(weights.names())
                .allSatisfy(name -> assertThat(inherited.get(name)).isSameAs(weights.get(name)));
    }

    @Test
    void theNewNormalisationExpectsTheStatisticsThatTheReluGives() {
        Architecture parent =
                NamedArchitectures.named("resnet8:8", Shape.image(16, 16, 3), 4).orElseThrow();
        SplittableRandom random = new SplittableRandom(5);
        Weights trained = settle(parent, ForwardPass.randomWeights(parent, random), random);
        Deeper step = new Deeper(2);
        Architecture child = step.apply(parent).orElseThrow();
        Weights inherited = step.inherit(parent, trained, child, 5);
        int tensor = child.layer(2).output();
        int normalisation = parent.nextLayerId() + 1;

        double[][] measured = statistics(child, inherited, tensor, random);

        float[] mean = inherited.get(normalisation + "/mean");
        float[] variance = inherited.get(normalisation + "/variance");
        for (int channel = 0; channel < mean.length; channel++) {
            assertThat((double) mean[channel]).isCloseTo(measured[0][channel], Offset.offset(0.03));
            assertThat((double) variance[channel]).isCloseTo(measured[1][channel], Offset.offset(0.03));
        }
    }

    /** Sets the first normalisation's mean and variance to what random images give. */
    private static Weights settle(Architecture architecture, Weights weights, SplittableRandom random) {
        LayerNode first = architecture.layers().get(1);
        assertThat(first.layer()).isInstanceOf(Layer.BatchNorm.class);
        double[][] measured = statistics(architecture, weights, first.input(), random);
        Map<String, float[]> arrays = new HashMap<>();
        weights.names().forEach(name -> arrays.put(name, weights.get(name)));
        arrays.put(first.id() + "/mean", floats(measured[0]));
        arrays.put(first.id() + "/variance", floats(measured[1]));
        return new Weights(arrays);
    }

    /** Mean and variance of each channel of a tensor over 40 random images. */
    private static double[][] statistics(
            Architecture architecture, Weights weights, int tensor, SplittableRandom random) {
        int channels = architecture.shape(tensor).channels();
        double[] sum = new double[channels];
        double[] squares = new double[channels];
        double count = 0;
        for (int image = 0; image < 40; image++) {
            float[] values = ForwardPass.run(architecture, weights, ForwardPass.randomImage(architecture, random))
                    .getOrDefault(tensor, new float[0]);
            for (int i = 0; i < values.length; i++) {
                sum[i % channels] += values[i];
                squares[i % channels] += (double) values[i] * values[i];
            }
            count += (double) values.length / channels;
        }
        double images = count;
        double[] mean = Arrays.stream(sum).map(s -> s / images).toArray();
        double[] variance = new double[channels];
        for (int c = 0; c < channels; c++) {
            variance[c] = squares[c] / images - mean[c] * mean[c];
        }
        return new double[][] {mean, variance};
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
