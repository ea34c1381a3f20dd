package org.aiperf.architecture.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.NetworkBuilder;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.morphism.TinyNetworks;
import org.junit.jupiter.api.Test;

class LayerTuningTest {

    @Test
    void onlyLaterConvolutionsThatKeepTheSizeOfTheirInputAreTuned() {
        NetworkBuilder net = new NetworkBuilder(Shape.image(12, 9, 2));
        int tensor = net.convolution(0, 3, 3, 1);
        tensor = net.add(new Layer.Dropout(0.5), List.of(tensor));
        tensor = net.convolution(tensor, 3, 3, 1);
        tensor = net.convolution(tensor, 3, 7, 1);
        tensor = net.convolution(tensor, 3, 1, 1);
        tensor = net.convolution(tensor, 3, 3, 2);
        tensor = net.add(new Layer.Convolution(3, 3, 3, 1, 0), List.of(tensor));
        tensor = net.add(new Layer.Convolution(3, 3, 2, 1, 1), List.of(tensor));
        tensor = net.add(new Layer.Convolution(3, 3, 1, 1, 1), List.of(tensor));
        tensor = net.add(new Layer.Dropout(0.25), List.of(net.maxPool(tensor, 3, 1)));
        net.dense(net.globalAveragePool(tensor), 4);
        Architecture architecture = net.build();

        Architecture tuned = new LayerTuning(2, 5, 0.1).apply(architecture);

        List<LayerNode> expected = new ArrayList<>(architecture.layers());
        replace(expected, 1, new Layer.Dropout(0.1));
        replace(expected, 2, new Layer.Convolution(3, 3, 5, 1, 2));
        replace(expected, 3, new Layer.Convolution(3, 3, 5, 1, 2));
        replace(expected, 10, new Layer.Dropout(0.1));
        assertThat(tuned).isEqualTo(new Architecture(architecture.input(), expected));
        assertShapesStay(architecture, tuned);
    }

    @Test
    void layersAreCountedByPlaceAndNotById() {
        Architecture architecture = new Architecture(
                Shape.image(4, 4, 1),
                List.of(
                        new LayerNode(9, new Layer.Convolution(1, 2, 3, 1), List.of(0), 5),
                        new LayerNode(2, new Layer.Convolution(2, 2, 3, 1), List.of(5), 7),
                        new LayerNode(4, new Layer.GlobalAveragePool(), List.of(7), 8),
                        new LayerNode(0, new Layer.Dense(2, 2), List.of(8), 9)));

        Architecture tuned = new LayerTuning(1, 7, 0).apply(architecture);

        assertThat(tuned.layer(9)).isEqualTo(architecture.layer(9));
        assertThat(tuned.layer(2).layer()).isEqualTo(new Layer.Convolution(2, 2, 7, 1, 3));
    }

    @Test
    void theKernelAndRateThatAreThereGiveAnEqualNetwork() {
        for (Architecture architecture : TinyNetworks.all()) {
            Architecture tuned = new LayerTuning(0, 3, 0.2).apply(architecture);

            assertThat(tuned).isEqualTo(architecture).hasSameHashCodeAs(architecture);
            assertThat(new LayerTuning(architecture.layers().size(), 5, 0.2).apply(architecture))
                    .isEqualTo(architecture);
        }
    }

    @Test
    void aKernelLargerThanTheImageOnAllSidesIsValid() {
        for (Architecture architecture : TinyNetworks.all()) {
            assertShapesStay(architecture, new LayerTuning(0, 31, 0).apply(architecture));
            assertShapesStay(architecture, new LayerTuning(0, 1, 0).apply(architecture));
        }
    }

    @Test
    void capsulesStay() {
        Architecture capsules = TinyNetworks.capsules();

        Architecture tuned = new LayerTuning(0, 7, 0).apply(capsules);

        List<LayerNode> expected = new ArrayList<>(capsules.layers());
        replace(expected, 3, new Layer.Convolution(16, 32, 7, 1, 3));
        assertThat(tuned.layers()).isEqualTo(expected);
    }

    @Test
    void valuesThatMakeNoNetworkAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LayerTuning(-1, 3, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new LayerTuning(0, 4, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new LayerTuning(0, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new LayerTuning(0, 3, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new LayerTuning(0, 3, Double.NaN));
    }

    private static void replace(List<LayerNode> layers, int place, Layer layer) {
        LayerNode node = layers.get(place);
        layers.set(place, new LayerNode(node.id(), layer, node.inputs(), node.output()));
    }

    private static void assertShapesStay(Architecture before, Architecture after) {
        for (LayerNode node : before.layers()) {
            assertThat(after.shape(node.output())).as("layer %d", node.id()).isEqualTo(before.shape(node.output()));
        }
    }
}
