package org.aiperf.architecture.counting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.NetworkBuilder;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.StoredArchitecture;
import org.aiperf.architecture.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceRulesTest {
    static Stream<JsonNode> vectors() {
        return Vectors.tree("aiperf-flops-vectors.json").get("vectors").valueStream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyRowAndTotalIsTheVectors(JsonNode vector) {
        StoredArchitecture stored = Vectors.graph(vector.get("name").asText());
        int kernel = vector.get("tuned_kernel").asInt();

        OperationCounts counts = OperationCounts.of(stored, CountingMethod.REFERENCE, kernel);

        List<LayerCount> expected = new ArrayList<>();
        for (JsonNode row : vector.get("layers")) {
            String type = row.get("type").asText();
            String id = type.startsWith("Softmax")
                    ? row.get("name").asText()
                    : row.get("index").asText();
            long forward = row.get("fwd_flops").asLong();
            expected.add(new LayerCount(
                    id,
                    type,
                    forward,
                    forward,
                    row.get("bwd_flops").asLong(),
                    row.get("params").asLong()));
        }
        assertThat(counts.layers()).containsExactlyElementsOf(expected);
        JsonNode totals = vector.get("totals");
        assertThat(counts.forward()).isEqualTo(totals.get("fwd_flops_per_image").asLong());
        assertThat(counts.evaluate())
                .isEqualTo(totals.get("eval_flops_per_image").asLong());
        assertThat(counts.backward())
                .isEqualTo(totals.get("bwd_flops_per_image").asLong());
        assertThat(counts.train()).isEqualTo(totals.get("train_flops_per_image").asLong());
        assertThat(counts.parameters()).isEqualTo(totals.get("params").asLong());
        assertThat(counts.update()).isZero();
        assertThat(counts.byType()).hasSize(totals.get("by_type").size());
        totals.get("by_type").properties().forEach(entry -> {
            TypeCount sum = counts.byType().getOrDefault(entry.getKey(), TypeCount.NONE);
            assertThat(sum.layers()).isEqualTo(entry.getValue().get("layers").asInt());
            assertThat(sum.forward())
                    .isEqualTo(entry.getValue().get("fwd_flops").asLong());
            assertThat(sum.backward())
                    .isEqualTo(entry.getValue().get("bwd_flops").asLong());
            assertThat(sum.parameters())
                    .isEqualTo(entry.getValue().get("params").asLong());
        });
    }

    @Test
    void graphsThatTheReferenceGrewCountAsItsProfilerCounts() {
        JsonNode walks = Vectors.tree("reference-walks.json.gz");
        for (JsonNode count : walks.get("counts")) {
            JsonNode entry = walks.get("graphs").get(count.get("graph").asInt());
            String name = entry.get("name").asText();
            StoredArchitecture stored = Vectors.parse(name, entry.get("graph").toString());

            OperationCounts counts = OperationCounts.of(
                    stored, CountingMethod.REFERENCE, count.get("kernel").asInt());

            assertThat(counts.forward()).as(name).isEqualTo(count.get("forward").asLong());
            assertThat(counts.train()).as(name).isEqualTo(count.get("train").asLong());
        }
    }

    @Test
    void aTunedKernelChangesSlotsFrom175OnAndKeepsTheirPadding() {
        StoredArchitecture stored = Vectors.graph("aiperf_resnet50_deeper_twice_k3");
        OperationCounts three = OperationCounts.of(stored, CountingMethod.REFERENCE, 3);
        for (int kernel : new int[] {5, 7}) {
            OperationCounts tuned = OperationCounts.of(stored, CountingMethod.REFERENCE, kernel);
            long size = 56L + 2 - kernel + 1;
            long weights = (long) kernel * kernel * 64 * 64;
            long forward = 2 * size * size * weights;
            LayerCount expected =
                    new LayerCount("177", "Conv2d", forward, forward, weights * (4 * size * size + 2), weights + 64);

            for (int row = 0; row < tuned.layers().size(); row++) {
                LayerCount before = three.layers().get(row);
                LayerCount after = tuned.layers().get(row);
                assertThat(after).isEqualTo(after.id().equals("177") ? expected : before);
            }
        }
    }

    @Test
    void storedShapesAreCountedEvenWhereTheLayersWouldMakeOthers() {
        Architecture cnn =
                NamedArchitectures.named("cnn", Shape.image(8, 8, 1), 10).orElseThrow();
        Map<Integer, Shape> shapes = new HashMap<>(StoredArchitecture.of(cnn).shapes());
        shapes.put(2, Shape.image(5, 5, 8));

        OperationCounts counts = OperationCounts.of(new StoredArchitecture(cnn, shapes), CountingMethod.REFERENCE, 3);

        assertThat(counts.layers().get(2)).isEqualTo(new LayerCount("2", "ReLU", 200, 200, 0, 0));
    }

    @Test
    void vectorsCountAsImagesOfOnePixelAndFreeLayersAsNothing() {
        NetworkBuilder net = new NetworkBuilder(Shape.image(4, 4, 3));
        int flat = net.add(new Layer.Flatten(), List.of(0));
        int hidden = net.add(new Layer.Dropout(0.5), List.of(net.relu(net.dense(flat, 20))));
        int joined = net.add(new Layer.Concatenate(), List.of(hidden, hidden));
        net.dense(joined, 10);

        OperationCounts counts = OperationCounts.of(net.build(), CountingMethod.REFERENCE);

        assertThat(counts.layers())
                .containsExactly(
                        new LayerCount("0", "Flatten", 0, 0, 0, 0),
                        new LayerCount("1", "Dense", 1920, 1920, 3840 + 2 * 49 * 20, 980),
                        new LayerCount("softmax_after_1", "Softmax(implicit)", 259, 259, 0, 0),
                        new LayerCount("2", "ReLU", 20, 20, 0, 0),
                        new LayerCount("3", "Dropout", 0, 0, 0, 0),
                        new LayerCount("4", "Concatenate", 0, 0, 0, 0),
                        new LayerCount("5", "Dense", 800, 800, 1600 + 2 * 41 * 10, 410),
                        new LayerCount("softmax_after_5", "Softmax(implicit)", 129, 129, 0, 0));
    }
}
