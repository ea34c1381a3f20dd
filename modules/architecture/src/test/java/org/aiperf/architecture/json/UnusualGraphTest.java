package org.aiperf.architecture.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.StoredArchitecture;
import org.aiperf.architecture.Vectors;
import org.aiperf.architecture.counting.CountingMethod;
import org.aiperf.architecture.counting.LayerCount;
import org.aiperf.architecture.counting.OperationCounts;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.junit.jupiter.api.Test;

/** Graphs of the reference's format that are unlike those its search makes from its own start, but sound. */
class UnusualGraphTest {
    private static final String MINI = Vectors.text("mini_resnet_32x32x3_c10.json");
    private static final StoredArchitecture READ_MINI = Vectors.parse("mini", MINI);
    private static final String IMAGE_4 = "[4, 4, 2]";
    private static final String TAIL = "[4, [\"StubGlobalPooling2d\", 5, 6]], [5, [\"StubDense\", 6, 7, 4, 3]]";

    @Test
    void concatenationFlattenAndDropoutAreRead() {
        StoredArchitecture read = read(
                "[0, [\"StubConv2d\", 0, 1, 2, 3, 3, 1, 1]],"
                        + "[1, [\"StubConcatenate\", [1, 0], 2]], [2, [\"StubDropout2d\", 2, 3, 0.25]],"
                        + "[3, [\"StubFlatten\", 3, 4]], [4, [\"StubDense\", 4, 5, 80, 3]]",
                IMAGE_4,
                "[4, 4, 3]",
                "[4, 4, 5]",
                "[4, 4, 5]",
                "[80]",
                "[3]");

        assertThat(read.architecture().layers())
                .extracting(LayerNode::layer)
                .containsExactly(
                        new Layer.Convolution(2, 3, 3, 1),
                        new Layer.Concatenate(),
                        new Layer.Dropout(0.25),
                        new Layer.Flatten(),
                        new Layer.Dense(80, 3));
        assertThat(read.shape(2)).isEqualTo(Shape.image(4, 4, 5));
    }

    @Test
    void layersMayStandInAnyOrderAndTheFirstOfTheListIsTheReferencesFirst() {
        StoredArchitecture read = read(
                "[0, [\"StubReLU\", 4, 5]], [1, [\"StubConv2d\", 3, 4, 3, 4, 1, 1, 0]],"
                        + "[2, [\"StubReLU\", 1, 3]], [3, [\"StubConv2d\", 0, 1, 2, 3, 3, 1, 1]]," + TAIL,
                IMAGE_4,
                "[4, 4, 3]",
                "[9]",
                "[4, 4, 3]",
                "[4, 4, 4]",
                "[4, 4, 4]",
                "[4]",
                "[3]");

        assertThat(read.architecture().runningOrder()).extracting(LayerNode::id).containsExactly(3, 2, 1, 0, 4, 5);
        List<LayerCount> rows =
                OperationCounts.of(read, CountingMethod.REFERENCE, 3).layers();
        assertThat(rows.get(1).backward()).isEqualTo(12 * (2 * 16 + 2));
        assertThat(rows.get(3).backward()).isEqualTo(54 * (4 * 16 + 2));
        assertThat(OperationCounts.of(read, CountingMethod.CORRECTED, 3)
                        .layers()
                        .get(3)
                        .backward())
                .isEqualTo(2 * 16 * 54 + 48);
    }

    @Test
    void skipsAcrossStagesAndSumsOfThreeAreRead() {
        StoredArchitecture read = read(
                "[0, [\"StubConv2d\", 0, 1, 2, 4, 3, 2, 1]],"
                        + "[1, [\"StubPooling2d\", 1, 2, 2, 2, 0]], [2, [\"StubConv2d\", 0, 3, 2, 4, 1, 4, 0]],"
                        + "[3, [\"StubAdd\", [2, 3, 2], 5]]," + TAIL,
                IMAGE_4,
                "[2, 2, 4]",
                "[1, 1, 4]",
                "[1, 1, 4]",
                "[9]",
                "[1, 1, 4]",
                "[4]",
                "[3]");

        assertThat(read.shape(5)).isEqualTo(Shape.image(1, 1, 4));
        List<LayerCount> rows =
                OperationCounts.of(read, CountingMethod.CORRECTED, 3).layers();
        assertThat(rows.get(3).forward()).isEqualTo(8);
        assertThat(rows.getLast()).isEqualTo(new LayerCount("fanOut", "FanOut", 0, 0, 4, 0));
    }

    @Test
    void paddingOtherThanHalfTheKernelIsKept() {
        StoredArchitecture read = read(
                "[0, [\"StubConv2d\", 0, 1, 2, 4, 3, 1, 0]], [1, [\"StubConv2d\", 1, 2, 4, 4, 2, 1, 1]],"
                        + "[2, [\"StubReLU\", 2, 3]], [3, [\"StubReLU\", 3, 5]]," + TAIL,
                IMAGE_4,
                "[2, 2, 4]",
                "[3, 3, 4]",
                "[3, 3, 4]",
                "[9]",
                "[3, 3, 4]",
                "[4]",
                "[3]");

        assertThat(read.architecture().shape(2)).isEqualTo(Shape.image(3, 3, 4));
    }

    @Test
    void wholeNumbersMayBeWrittenAsFractions() {
        String fractions = MINI.replaceAll("(?<=[\\[ ])(\\d+)(?=[,\\]])", "$1.0");
        assertThat(fractions).contains("[0.0, [\"StubConv2d\", 0.0, 1.0, 3.0, 16.0, 3.0, 1.0, 1.0]]");

        assertThat(Vectors.parse("fractions", fractions)).isEqualTo(READ_MINI);
        assertThat(problems(MINI.replace("10, 11, 16, 32, 3, 2, 1", "10, 11, 16, 32, 3.5, 2, 1")))
                .singleElement()
                .asString()
                .contains("3.5, where a whole number belongs");
    }

    @Test
    void keysThatNobodyKnowsAndTensorsThatNobodyWritesDoNoHarm() {
        String more = MINI.replace(
                "\"vis\": null", "\"vis\": [[1, 2, 3, 4]], \"framework\": {\"name\": \"tf\"}, \"n_dim\": 2");

        assertThat(Vectors.parse("more", more)).isEqualTo(READ_MINI);
        assertThat(Vectors.parse("spare", MINI.replace("[21, [10]]", "[21, [10]], [22, [4, 4, 2]]"))
                        .architecture())
                .isEqualTo(READ_MINI.architecture());
    }

    @Test
    void edgesAreTheSameInAnyOrderAndMayBeLeftOut() {
        String turned = MINI.replace("\"3\": [[4, 3], [9, 8]]", "\"3\": [[9, 8], [4, 3]]");
        assertThat(turned).isNotEqualTo(MINI);

        assertThat(Vectors.parse("turned", turned)).isEqualTo(READ_MINI);
        assertThat(Vectors.parse("bare", MINI.replaceAll("\"(reverse_)?adj_list\": \\{[^}]*}, ", "")))
                .isEqualTo(READ_MINI);
    }

    @Test
    void eachLayerThatIsNoneHereIsRefusedByName() {
        String inputs = MINI.replace("[\"StubReLU\", 2, 3]", "[\"StubInput\", 2, 3]")
                .replace("[\"StubReLU\", 5, 6]", "[\"StubInput\", 5, 6]")
                .replace("[\"StubReLU\", 9, 10]", "[\"StubSoftmax\", 9, 10]");
        assertThat(problems(inputs))
                .containsExactly(
                        "test: layer_list[2][1][0]: an input is no layer of a graph here; "
                                + "leave it out: tensor 0 is the image",
                        "test: layer_list[5][1][0]: an input is no layer of a graph here; "
                                + "leave it out: tensor 0 is the image",
                        "test: layer_list[9][1][0]: a softmax is no layer of a graph here; "
                                + "leave it out: it comes with the loss");
        for (String type : List.of(
                "StubConv1d",
                "StubConv3d",
                "StubBatchNormalization1d",
                "StubBatchNormalization3d",
                "StubPooling1d",
                "StubPooling3d",
                "StubGlobalPooling1d",
                "StubGlobalPooling3d",
                "StubDropout1d",
                "StubDropout3d")) {
            assertThat(problems(MINI.replace("[\"StubReLU\", 2, 3]", "[\"" + type + "\", 2, 3]")))
                    .containsExactly("test: layer_list[2][1][0]: " + type + " is not for images; "
                            + "only networks of images (2d) are supported");
        }
    }

    @Test
    void aGraphOfVolumesIsRefusedByItsDimensions() {
        assertThat(problems(MINI.replace("\"input_shape\": [32, 32, 3]", "\"input_shape\": [32, 32, 32, 3]")))
                .contains("test: input_shape: has 4 dimensions; use [height, width, channels] or [units]");
    }

    private static StoredArchitecture read(String layers, String... shapes) {
        StringBuilder nodes = new StringBuilder();
        for (int tensor = 0; tensor < shapes.length; tensor++) {
            nodes.append(tensor == 0 ? "" : ", ").append("[" + tensor + ", " + shapes[tensor] + "]");
        }
        return Vectors.parse(
                "test",
                "{\"input_shape\": " + shapes[0] + ", \"node_list\": [" + nodes + "], \"layer_list\": [" + layers
                        + "]}");
    }

    private static List<String> problems(String text) {
        Problems problems = new Problems();
        assertThat(ReferenceDocument.parse("test", text, problems)).isEmpty();
        return problems.list().stream().map(Problem::toString).toList();
    }
}
