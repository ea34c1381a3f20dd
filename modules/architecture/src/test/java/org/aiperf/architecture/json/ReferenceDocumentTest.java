package org.aiperf.architecture.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.NetworkBuilder;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.Vectors;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;
import org.junit.jupiter.api.Test;

class ReferenceDocumentTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyGraphOfTheReferenceComesBackAsTheSameTree() throws Exception {
        List<JsonNode> graphs = new ArrayList<>();
        for (String name : List.of(
                "tiny_cnn_28x28x1_c10",
                "mini_resnet_32x32x3_c10",
                "aiperf_resnet50_224",
                "aiperf_resnet50_deeper_twice_k3")) {
            graphs.add(Vectors.tree(name + ".json"));
        }
        for (JsonNode entry : Vectors.tree("reference-walks.json.gz").get("graphs")) {
            graphs.add(entry.get("graph"));
        }
        for (JsonNode graph : graphs) {
            ReferenceDocument read = parse(graph.toString());

            String written = read.write("graph");

            assertThat(JSON.readTree(written)).isEqualTo(graph);
            assertThat(parse(written)).isEqualTo(read);
        }
        assertThat(graphs).hasSize(24);
    }

    @Test
    void anyArchitectureOfTheReferencesLayersComesBackFromItsJson() throws Exception {
        NetworkBuilder net = new NetworkBuilder(Shape.image(9, 7, 2));
        int conv = net.convolution(0, 4, 3, 2);
        int both = net.add(new Layer.Concatenate(), List.of(net.relu(net.batchNorm(conv)), net.sum(conv, conv)));
        int pooled = net.maxPool(net.add(new Layer.Dropout(0.25), List.of(both)), 2, 2);
        net.dense(net.dense(net.add(new Layer.Flatten(), List.of(pooled)), 6), 3);
        List<Architecture> all = new ArrayList<>(List.of(net.build()));
        for (String name : List.of("cnn", "resnet14", "resnet50")) {
            all.add(NamedArchitectures.named(name, Shape.image(32, 32, 3), 10).orElseThrow());
        }
        for (Architecture architecture : all) {
            ReferenceDocument document = ReferenceDocument.of(architecture);
            assertThat(parse(document.write("graph"))).isEqualTo(document);
        }
    }

    @Test
    void layersAndTensorsAreNumberedAsTheReferenceDoes() throws Exception {
        Architecture gaps = new Architecture(
                Shape.image(4, 4, 3),
                List.of(
                        new LayerNode(7, new Layer.GlobalAveragePool(), List.of(0), 9),
                        new LayerNode(3, new Layer.Dense(3, 2), List.of(9), 20)));

        Architecture read =
                parse(ReferenceDocument.of(gaps).write("graph")).stored().architecture();

        assertThat(read.layers())
                .containsExactly(
                        new LayerNode(0, new Layer.GlobalAveragePool(), List.of(0), 1),
                        new LayerNode(1, new Layer.Dense(3, 2), List.of(1), 2));
    }

    @Test
    void layersThatTheReferenceDoesNotHaveAreRefused() {
        Architecture capsule =
                NamedArchitectures.named("capsule", Shape.image(8, 8, 3), 2).orElseThrow();

        assertThatThrownBy(() -> ReferenceDocument.of(capsule).write("capsule.json"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("capsule.json: cannot be written as a graph of AIPerf: layer 6 is of a kind that AIPerf "
                        + "does not have, primary capsules; export it as aiperf-architecture instead");
    }

    private static ReferenceDocument parse(String text) {
        Problems problems = new Problems();
        return ReferenceDocument.parse("test", text, problems)
                .orElseThrow(() -> new AssertionError(problems.list().toString()));
    }
}
