package org.aiperf.architecture.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.NetworkBuilder;
import org.aiperf.architecture.ParameterSpec;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.Weights;
import org.aiperf.architecture.morphism.ForwardPass;
import org.aiperf.architecture.morphism.TinyNetworks;
import org.junit.jupiter.api.Test;

class CentredKernelsTest {
    private static final long SEED = 20_261_125;

    @Test
    void largerKernelsComputeWhatTheSmallerOnesDidToTheLastBit() {
        for (Architecture small : networks()) {
            SplittableRandom random = new SplittableRandom(SEED);
            Weights weights = ForwardPass.randomWeights(small, random);
            float[] image = ForwardPass.randomImage(small, random);
            float[] expected = ForwardPass.logits(small, weights, image);
            for (int kernel : new int[] {5, 7, 21}) {
                Architecture large = new LayerTuning(0, kernel, 0.4).apply(small);

                Weights grown = CentredKernels.of(small, weights, large);

                assertThat(ForwardPass.logits(large, grown, image))
                        .as("seed %d, kernel %d of %s", SEED, kernel, small)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void smallerKernelsAfterLargerOnesAreWhatTheyWere() {
        for (Architecture network : networks()) {
            Weights weights = ForwardPass.randomWeights(network, new SplittableRandom(SEED));
            Architecture large = new LayerTuning(0, 9, 0.1).apply(network);

            Weights back = CentredKernels.of(large, CentredKernels.of(network, weights, large), network);

            assertThat(back.names()).containsExactlyElementsOf(weights.names());
            assertThat(back.names())
                    .allSatisfy(name -> assertThat(back.get(name)).isEqualTo(weights.get(name)));
        }
    }

    @Test
    void aSmallerKernelIsTheMiddleOfTheLargerOne() {
        Architecture large = oneConvolution(new Layer.Convolution(1, 2, 5, 1));
        float[] kernel = new float[50];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = i;
        }
        Weights weights = new Weights(Map.of(
                "0/kernel", kernel, "0/bias", new float[2], "2/kernel", new float[4], "2/bias", new float[] {1, 2}));

        Weights cut = CentredKernels.of(large, weights, oneConvolution(new Layer.Convolution(1, 2, 3, 1)));

        assertThat(cut.get("0/kernel"))
                .containsExactly(12, 13, 14, 15, 16, 17, 22, 23, 24, 25, 26, 27, 32, 33, 34, 35, 36, 37);
        assertThat(cut.get("0/bias")).isSameAs(weights.get("0/bias"));
        assertThat(cut.get("2/bias")).isSameAs(weights.get("2/bias"));
    }

    @Test
    void everySizeIsThatOfItsParameter() {
        for (Architecture network : networks()) {
            Architecture tuned = new LayerTuning(3, 5, 0).apply(network);
            Weights weights =
                    CentredKernels.of(network, ForwardPass.randomWeights(network, new SplittableRandom(SEED)), tuned);

            assertThat(ParameterSpec.of(tuned))
                    .allSatisfy(spec -> assertThat(weights.get(spec.name())).hasSize(spec.size()));
        }
    }

    @Test
    void networksThatDifferInMoreThanKernelSizesAreRefused() {
        Architecture one = oneConvolution(new Layer.Convolution(1, 2, 3, 1));
        Weights weights = ForwardPass.randomWeights(one, new SplittableRandom(SEED));
        List<Architecture> others = new ArrayList<>();
        others.add(oneConvolution(new Layer.Convolution(1, 3, 3, 1)));
        others.add(oneConvolution(new Layer.Convolution(1, 2, 5, 1, 1)));
        others.add(oneConvolution(new Layer.Convolution(1, 2, 4, 1, 1)));
        others.add(oneConvolution(new Layer.Convolution(1, 2, 3, 2)));
        others.add(new Architecture(Shape.image(6, 5, 1), one.layers()));
        NetworkBuilder longer = new NetworkBuilder(one.input());
        longer.dense(longer.relu(longer.globalAveragePool(longer.convolution(0, 2, 3, 1))), 2);
        others.add(longer.build());
        List<LayerNode> renumbered = new ArrayList<>(one.layers());
        renumbered.set(1, new LayerNode(7, new Layer.GlobalAveragePool(), List.of(1), 2));
        others.add(new Architecture(one.input(), renumbered));
        for (Architecture other : others) {
            assertThatIllegalArgumentException()
                    .as(other.layers().toString())
                    .isThrownBy(() -> CentredKernels.of(one, weights, other));
        }
        assertThatCode(() -> CentredKernels.of(one, weights, oneConvolution(new Layer.Convolution(1, 2, 5, 1))))
                .doesNotThrowAnyException();
    }

    @Test
    void weightsOfAnotherNetworkAreRefused() {
        Architecture one = oneConvolution(new Layer.Convolution(1, 2, 3, 1));
        Architecture other = oneConvolution(new Layer.Convolution(1, 2, 5, 1));
        Weights weights = ForwardPass.randomWeights(one, new SplittableRandom(SEED));

        assertThatIllegalArgumentException().isThrownBy(() -> CentredKernels.of(other, weights, one));
        assertThatIllegalArgumentException().isThrownBy(() -> CentredKernels.of(one, new Weights(Map.of()), other));
    }

    private static List<Architecture> networks() {
        List<Architecture> networks = new ArrayList<>(TinyNetworks.all());
        networks.add(TinyNetworks.capsules());
        return networks.stream()
                .map(network -> new LayerTuning(0, 3, 0.2).apply(network))
                .toList();
    }

    private static Architecture oneConvolution(Layer.Convolution convolution) {
        NetworkBuilder net = new NetworkBuilder(Shape.image(5, 5, 1));
        int convolved = net.add(convolution, List.of(0));
        net.dense(net.globalAveragePool(convolved), 2);
        return net.build();
    }
}
