package org.aiperf.architecture.counting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.NetworkBuilder;
import org.aiperf.architecture.Shape;
import org.junit.jupiter.api.Test;

/** Small networks of capsules, counted by hand from the table of docs/operation-counts.md. */
class CapsuleRulesTest {

    @Test
    void everyLayerOfCapsulesCostsWhatTheTableSays() {
        List<LayerCount> rows =
                OperationCounts.of(capsules(2), CountingMethod.CORRECTED).layers();

        assertThat(rows)
                .containsExactly(
                        // 2·9·2·24 + 24 + 8·18; without the image's gradient 2·9·2·24 + 24 + 8·24
                        new LayerCount("0", "PrimaryCapsules", 1_032, 1_032, 1_080, 114),
                        // 2·3·32 + 32 + 2·2·15 + 1·(4·32 + 13·16 − 8); 4·3·32 + 4 + 2·2·19 + 1·(8·32 + 4·16 − 8)
                        new LayerCount("1", "RoutedCapsules", 612, 612, 776, 96),
                        new LayerCount("2", "CapsuleLengths", 16, 16, 12, 0),
                        new LayerCount("loss", "MarginLoss", 19, 19, 14, 0));
    }

    @Test
    void aFurtherIterationCostsASquashASoftmaxTwoProductsAndASum() {
        LayerCount two = OperationCounts.of(capsules(2), CountingMethod.CORRECTED)
                .layers()
                .get(1);
        LayerCount three = OperationCounts.of(capsules(3), CountingMethod.CORRECTED)
                .layers()
                .get(1);

        assertThat(three.forward() - two.forward()).isEqualTo(2 * 15 + 4 * 32 + 13 * 16 - 8 + 16);
        assertThat(three.backward() - two.backward()).isEqualTo(2 * 19 + 8 * 32 + 4 * 16 - 8 + 16);
    }

    @Test
    void theReferenceMethodTakesTheSameRowsForCapsules() {
        OperationCounts corrected = OperationCounts.of(capsules(3), CountingMethod.CORRECTED);
        OperationCounts reference = OperationCounts.of(capsules(3), CountingMethod.REFERENCE);

        assertThat(reference.layers()).isEqualTo(corrected.layers().subList(0, 3));
        assertThat(reference.update()).isZero();
    }

    /** 8 capsules of dimension 3 from an image, and 2 of dimension 2. */
    private static Architecture capsules(int iterations) {
        NetworkBuilder net = new NetworkBuilder(Shape.image(4, 4, 2));
        int primary = net.primaryCapsules(0, 2, 3, 3, 2);
        net.capsuleLengths(net.routedCapsules(primary, 2, 2, iterations));
        return net.build();
    }
}
