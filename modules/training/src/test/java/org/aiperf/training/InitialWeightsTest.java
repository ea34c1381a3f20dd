package org.aiperf.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.Weights;
import org.junit.jupiter.api.Test;

class InitialWeightsTest {
    private static final Architecture RESNET =
            NamedArchitectures.named("resnet14", Shape.image(32, 32, 3), 10).orElseThrow();

    @Test
    void haveTheVarianceThatKeepsSignalsAlive() {
        Weights weights = InitialWeights.of(RESNET, 1);
        // The first convolution of the network's third stage reads 3×3×32 values.
        float[] kernel = weights.names().stream()
                .map(weights::get)
                .filter(array -> array.length == 3 * 3 * 32 * 64)
                .findFirst()
                .orElseThrow();
        double squares = 0;
        for (float weight : kernel) {
            squares += weight * weight;
        }
        assertThat(squares / kernel.length).isCloseTo(2.0 / 288, within(0.05 * 2 / 288));
    }

    @Test
    void followFromTheSeed() {
        float[] first = InitialWeights.of(RESNET, 1).get("0/kernel");

        assertThat(InitialWeights.of(RESNET, 1).get("0/kernel")).isEqualTo(first);
        assertThat(InitialWeights.of(RESNET, 2).get("0/kernel")).isNotEqualTo(first);
    }
}
