package org.aiperf.architecture.counting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.StoredArchitecture;
import org.aiperf.architecture.Vectors;
import org.aiperf.architecture.json.ArchitectureFile;
import org.aiperf.architecture.morphism.Morphism;
import org.aiperf.architecture.morphism.MorphismKind;
import org.aiperf.architecture.morphism.Morphisms;
import org.aiperf.architecture.morphism.Wider;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One small graph of each kind that the reference stops at or makes no network of (docs/operation-counts.md). Expected
 * counts are by the tables, worked out apart; where the profiler of the reference counts the graph, they are its own.
 */
class ReferenceCrashesTest {

    @ParameterizedTest
    @CsvSource({
        "relu-of-a-vector, 35741, 96275, 36197, 93887",
        "batch-norm-of-a-vector, 33021, 84519, 33483, 85423",
        "sum-of-vectors, 32929, 84303, 33409, 85247",
        "tensors-with-gaps, 32842, 84112, 33369, 85135",
        "tensors-out-of-order, 19082, 42704, 19353, 43151",
        "layers-and-tensors-only, 32842, 84112, 33369, 85135",
        "branch-that-ends, 34890, 86196, 35673, 89999",
        "no-relu, 34378, 85684, 35161, 88719",
        "one-convolution, 14410, 28528, 14681, 29327",
        "concatenation-of-one-tensor-twice, 51530, 139952, 52057, 141199",
    })
    void networksAreCounted(String graph, long forward, long train, long correctedForward, long correctedTrain) {
        StoredArchitecture stored = Vectors.graph("crashes/" + graph);

        OperationCounts reference = OperationCounts.of(stored, CountingMethod.REFERENCE, 3);
        OperationCounts corrected = OperationCounts.of(stored, CountingMethod.CORRECTED, 3);

        assertThat(List.of(reference.forward(), reference.train())).containsExactly(forward, train);
        assertThat(List.of(corrected.forward(), corrected.train())).containsExactly(correctedForward, correctedTrain);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum-of-one              | layer_list[2][1][1]: has 1 entries; it takes 2 to 1024
            pool-of-stride-0        | layer_list[2][1][4]: 0 is out of range; use 1 to 1024
            cycle                   | layer 1 (add): waits for its own answer: the layers form a cycle; break the cycle
            convolution-of-a-vector | layer 5 (convolution): does not fit: it reads images, not a vector of 6; mend its sizes or what it reads
            sum-of-other-sizes      | layer 6 (add): does not fit: it adds shapes that differ: [3×3×4, 4×4×4]; mend its sizes or what it reads
            dense-of-too-few-units  | layer 4 (dense): does not fit: it expects 260 units, reads 512; mend its sizes or what it reads
            softmax-layer           | layer_list[4][1][0]: a softmax is no layer of a graph here; leave it out: it comes with the loss
            input-layer             | layer_list[0][1][0]: an input is no layer of a graph here; leave it out: tensor 0 is the image
            sequences               | layer_list[0][1][0]: StubConv1d is not for images; only networks of images (2d) are supported
            volumes                 | layer_list[0][1][0]: StubConv3d is not for images; only networks of images (2d) are supported
            """)
    void whatIsNoNetworkOfImagesIsRefusedWithItsReason(String graph, String problem) {
        assertThat(problems(graph)).contains("graph: " + problem);
    }

    @Test
    void anUnknownLayerIsRefusedWithThoseThatAreKnown() {
        assertThat(problems("unknown-layer"))
                .singleElement()
                .asString()
                .startsWith("graph: layer_list[1][1][0]: unknown layer StubSigmoid; use one of: StubAdd");
    }

    @Test
    void aKindOfStepThatHasNoPlaceIsLeftOut() {
        assertThat(kinds("no-relu")).containsExactly("wider");
        assertThat(kinds("one-convolution")).containsExactly("deeper");
        assertThat(kinds("relu-of-a-vector")).containsExactly("deeper", "wider");
    }

    @Test
    void aTensorThatIsConcatenatedWithItselfCanBeWidened() {
        Architecture twice =
                Vectors.graph("crashes/concatenation-of-one-tensor-twice").architecture();

        Optional<Architecture> child = new Wider(0).apply(twice);

        assertThat(child.orElseThrow().shape(3).channels()).isEqualTo(16);
    }

    private static Set<String> kinds(String graph) {
        Architecture architecture = Vectors.graph("crashes/" + graph).architecture();
        return Morphisms.candidates(architecture, EnumSet.allOf(MorphismKind.class)).stream()
                .map(Morphism::kind)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> problems(String graph) {
        Problems problems = new Problems();
        assertThat(ArchitectureFile.parse("graph", Vectors.text("crashes/" + graph + ".json"), problems))
                .isEmpty();
        return problems.list().stream().map(Problem::toString).toList();
    }
}
