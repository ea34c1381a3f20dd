package org.aiperf.architecture.morphism;

import static org.assertj.core.api.Assertions.assertThat;

import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.counting.CountingMethod;
import org.aiperf.architecture.counting.OperationCounts;

/** The product's shapes and counts beside those of a {@link Recount}. */
public final class CountedTwice {
    private CountedTwice() {}

    public static void assertAlike(Architecture network, String where) {
        Recount recount = new Recount(network);
        for (LayerNode node : network.layers()) {
            Shape shape = network.shape(node.output());
            assertThat(recount.shape(node.output()))
                    .as("%s, layer %d", where, node.id())
                    .containsExactly(shape.height(), shape.width(), shape.channels());
        }
        assertThat(OperationCounts.of(network, CountingMethod.CORRECTED).train())
                .as(where)
                .isEqualTo(recount.train());
    }
}
