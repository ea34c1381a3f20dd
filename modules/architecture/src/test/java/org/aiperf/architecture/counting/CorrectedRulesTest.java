package org.aiperf.architecture.counting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.NetworkBuilder;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CorrectedRulesTest {
    static Stream<Map.Entry<String, JsonNode>> vectors() {
        return Vectors.tree("operation-counts-vectors.json").properties().stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyRowAndTotalIsTheVectors(Map.Entry<String, JsonNode> vector) {
        JsonNode totals = vector.getValue();
        for (int tunedKernel : new int[] {3, 7}) {
            OperationCounts counts =
                    OperationCounts.of(Vectors.graph(vector.getKey()), CountingMethod.CORRECTED, tunedKernel);

            List<LayerCount> expected = new ArrayList<>();
            for (JsonNode row : totals.get("layers")) {
                expected.add(new LayerCount(
                        row.get("id").asText(),
                        row.get("type").asText(),
                        row.get("forward").asLong(),
                        row.get("evaluate").asLong(),
                        row.get("backward").asLong(),
                        row.get("parameters").asLong()));
            }
            long fanOut = totals.get("fanOut").asLong();
            if (fanOut > 0) {
                expected.add(new LayerCount("fanOut", "FanOut", 0, 0, fanOut, 0));
            }
            assertThat(counts.layers()).containsExactlyElementsOf(expected);
            assertThat(counts.forward()).isEqualTo(totals.get("forward").asLong());
            assertThat(counts.backward()).isEqualTo(totals.get("backward").asLong());
            assertThat(counts.evaluate()).isEqualTo(totals.get("evaluate").asLong());
            assertThat(counts.update()).isEqualTo(totals.get("updatePerStep").asLong());
            assertThat(counts.parameters()).isEqualTo(totals.get("parameters").asLong());
        }
    }

    @Test
    void everyKindOfLayerHasARowAndRowsAddUpToTotals() {
        NetworkBuilder net = new NetworkBuilder(Shape.image(8, 8, 3));
        int first = net.maxPool(0, 2, 2);
        int left = net.convolution(first, 4, 3, 1);
        int right = net.batchNorm(net.convolution(first, 4, 1, 1));
        int joined = net.add(new Layer.Concatenate(), List.of(net.sum(left, right), left));
        int flat = net.add(new Layer.Flatten(), List.of(net.add(new Layer.Dropout(0.1), List.of(joined))));
        net.dense(flat, 5);

        OperationCounts counts = OperationCounts.of(net.build(), CountingMethod.CORRECTED);

        assertThat(counts.layers())
                .containsExactly(
                        new LayerCount("0", "StubPooling2d", 144, 144, 0, 0),
                        new LayerCount("1", "StubConv2d", 3520, 3520, 3520, 112),
                        new LayerCount("2", "StubConv2d", 448, 448, 448, 16),
                        new LayerCount("3", "StubBatchNormalization2d", 512, 128, 512, 8),
                        new LayerCount("4", "StubAdd", 64, 64, 0, 0),
                        new LayerCount("5", "StubConcatenate", 0, 0, 0, 0),
                        new LayerCount("6", "StubDropout2d", 256, 0, 128, 0),
                        new LayerCount("7", "StubFlatten", 0, 0, 0, 0),
                        new LayerCount("8", "StubDense", 1285, 1285, 2565, 645),
                        new LayerCount("loss", "SoftmaxCrossEntropy", 84, 84, 5, 0),
                        new LayerCount("fanOut", "FanOut", 0, 0, 64, 0));
        assertThat(counts.forward())
                .isEqualTo(
                        counts.layers().stream().mapToLong(LayerCount::forward).sum());
        assertThat(counts.backward())
                .isEqualTo(
                        counts.layers().stream().mapToLong(LayerCount::backward).sum());
        assertThat(counts.update()).isEqualTo(4 * 781);
    }

    @Test
    void namedNetworksCountByBothMethods() {
        for (String name : NamedArchitectures.names()) {
            Architecture architecture =
                    NamedArchitectures.named(name, Shape.image(32, 32, 3), 10).orElseThrow();
            OperationCounts reference = OperationCounts.of(architecture, CountingMethod.REFERENCE);
            OperationCounts corrected = OperationCounts.of(architecture, CountingMethod.CORRECTED);

            assertThat(reference.parameters()).as(name).isEqualTo(corrected.parameters());
            assertThat((double) corrected.train() / reference.train()).as(name).isBetween(0.9, 1.3);
        }
    }
}
