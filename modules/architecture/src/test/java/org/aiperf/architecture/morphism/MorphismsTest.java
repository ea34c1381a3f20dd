package org.aiperf.architecture.morphism;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.ArchitectureDigest;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.NetworkBuilder;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.Vectors;
import org.aiperf.architecture.counting.CountingMethod;
import org.aiperf.architecture.counting.LayerCount;
import org.aiperf.architecture.counting.OperationCounts;
import org.junit.jupiter.api.Test;

class MorphismsTest {
    private static final Architecture RESNET50 =
            NamedArchitectures.named("resnet50", Shape.image(224, 224, 3), 1000).orElseThrow();

    @Test
    void wideningInsideABlockChangesThatBlockOnly() {
        Architecture child = new Wider(4).apply(RESNET50).orElseThrow();

        assertThat(changed(RESNET50, child)).containsExactly(4, 5, 7);
        assertThat(child.layer(4).layer()).isEqualTo(new Layer.Convolution(64, 128, 1, 1));
        assertThat(child.layer(5).layer()).isEqualTo(new Layer.BatchNorm(128));
        assertThat(child.layer(7).layer()).isEqualTo(new Layer.Convolution(128, 64, 3, 1));
    }

    @Test
    void wideningAnEndOfABlockChangesItsWholeStage() {
        Architecture child = new Wider(10).apply(RESNET50).orElseThrow();

        Set<Integer> convolutions = new TreeSet<>(changed(RESNET50, child));
        Set<Integer> norms = new TreeSet<>();
        convolutions.removeIf(id -> child.layer(id).layer() instanceof Layer.BatchNorm && norms.add(id));
        assertThat(convolutions).containsExactly(10, 11, 16, 22, 26, 32, 36, 43);
        assertThat(norms).containsExactly(12, 13, 23, 33);
        assertThat(child.shape(16)).isEqualTo(Shape.image(56, 56, 512));
    }

    @Test
    void candidatesOfResnet50FollowTheMainChain() {
        List<Morphism> candidates = Morphisms.candidates(RESNET50);

        assertThat(candidates.stream().filter(Deeper.class::isInstance)).hasSize(49);
        // 53 convolutions, of which 4 are projections and one is the last; the only dense layer is the last, too.
        assertThat(candidates.stream().filter(Wider.class::isInstance)).hasSize(48);
        assertThat(candidates)
                .contains(
                        new SkipAdd(21, 65), new SkipAdd(31, 52), new SkipAdd(63, 114), new Wider(90), new Deeper(129))
                .doesNotContain(new Wider(11), new Wider(173), new SkipAdd(2, 12), new SkipAdd(65, 21));
    }

    /** What the reference's transformer made of the same steps, where it does not add a tensor itself. */
    @Test
    void theReferencesOwnStepsGiveTheReferencesOwnLayers() {
        int replayed = 0;
        for (JsonNode entry : Vectors.tree("reference-walks.json.gz").get("graphs")) {
            String name = entry.get("name").asText();
            Architecture expected =
                    Vectors.parse(name, entry.get("graph").toString()).architecture();
            Optional<Architecture> network = Optional.of(
                    name.startsWith("mini")
                            ? Vectors.graph("mini_resnet_32x32x3_c10").architecture()
                            : RESNET50);
            for (JsonNode operation : entry.get("graph").get("operation_history")) {
                int layer = operation.get(1).asInt();
                Optional<Morphism> step = switch (operation.get(0).asText()) {
                    case "to_wider_model" -> Optional.of(new Wider(layer));
                    case "to_add_skip_model" ->
                        Optional.of(new SkipAdd(layer, operation.get(2).asInt()));
                    // The reference writes a step deeper as three operations.
                    default ->
                        operation.get(2).get(0).asText().equals("StubConv2d")
                                ? Optional.of(new Deeper(layer))
                                : Optional.empty();
                };
                if (step.isPresent()) {
                    network = network.flatMap(step.get()::apply);
                }
            }
            assertThat(network).as(name).isPresent();
            if (!name.equals("mini-0009")) {
                assertThat(network.orElseThrow().layers()).as(name).containsExactlyElementsOf(expected.layers());
                replayed++;
            }
        }
        assertThat(replayed).isEqualTo(19);
    }

    @Test
    void stepsThatDoNotFitGiveNothing() {
        assertThat(new Deeper(3).apply(RESNET50)).isEmpty();
        assertThat(new Deeper(999).apply(RESNET50)).isEmpty();
        assertThat(new Wider(173).apply(RESNET50)).isEmpty();
        assertThat(new SkipAdd(21, 22).apply(RESNET50)).isEmpty();
        // A pool of 7 rows gives 3, a convolution of stride 2 gives 4: no skip can cross it.
        NetworkBuilder net = new NetworkBuilder(Shape.image(7, 7, 1));
        int tensor = net.relu(net.batchNorm(net.convolution(0, 2, 3, 1)));
        tensor = net.relu(net.batchNorm(net.convolution(tensor, 2, 3, 1)));
        tensor = net.batchNorm(net.convolution(net.maxPool(tensor, 2, 2), 2, 3, 1));
        net.dense(net.globalAveragePool(net.relu(tensor)), 2);
        Architecture odd = net.build();
        assertThat(Morphisms.candidates(odd)).contains(new SkipAdd(5, 8));
        assertThat(new SkipAdd(5, 8).apply(odd)).isEmpty();
    }

    @Test
    void networksStopGrowingAtTheLimits() {
        Architecture network =
                NamedArchitectures.named("cnn", Shape.image(8, 8, 1), 3).orElseThrow();
        Optional<Architecture> deeper = Optional.of(network);
        while (deeper.isPresent()) {
            network = deeper.get();
            deeper = new Deeper(2).apply(network);
        }
        assertThat(network.layers()).hasSize(298);

        Optional<Architecture> wider = Optional.of(RESNET50);
        while (wider.isPresent()) {
            network = wider.get();
            wider = new Wider(143).apply(network);
        }
        assertThat(network.size()).isBetween(1L << 28, Morphism.MAX_SIZE);
    }

    @Test
    void describesItselfInAFewWords() {
        assertThat(new Wider(4).describe()).isEqualTo("wider 4");
        assertThat(new SkipAdd(8, 20).describe()).isEqualTo("skip 8 → 20");
        assertThat(new Deeper(2).describe()).isEqualTo("deeper 2");
        assertThat(List.of(new Wider(1).kind(), new SkipAdd(1, 2).kind(), new Deeper(1).kind()))
                .containsExactly("wider", "skip", "deeper");
    }

    @Test
    void twoThousandRandomChainsStaySoundAndCountedRight() {
        List<Architecture> starts = new ArrayList<>(TinyNetworks.all());
        starts.add(Vectors.graph("mini_resnet_32x32x3_c10").architecture());
        int grown = 0;
        for (long seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Architecture network = starts.get((int) (seed % starts.size()));
            Set<String> digests = new HashSet<>();
            digests.add(ArchitectureDigest.of(network));
            for (int step = 0; step < 4; step++) {
                Optional<RandomMorphism> picked = RandomMorphism.pick(network, random);
                assertThat(picked).as("seed %d, step %d", seed, step).isPresent();
                Architecture child = picked.get().child();
                String where = "seed " + seed + ", step " + step + ": "
                        + picked.get().morphism().describe();
                assertThat(picked.get().morphism().apply(network)).as(where).contains(child);
                assertThat(child.shape(child.logits())).as(where).isEqualTo(network.shape(network.logits()));
                assertThat(child.size()).as(where).isGreaterThan(network.size());
                assertThat(digests.add(ArchitectureDigest.of(child))).as(where).isTrue();
                for (CountingMethod method : CountingMethod.values()) {
                    assertThat(parentsCountAndWhatChanged(network, child, method))
                            .as(where)
                            .isEqualTo(OperationCounts.of(child, method).train());
                }
                network = child;
                grown++;
            }
        }
        assertThat(grown).isEqualTo(8_000);
    }

    /** The parent's count, less the rows of layers that changed, plus those that they became. */
    private static long parentsCountAndWhatChanged(Architecture parent, Architecture child, CountingMethod method) {
        OperationCounts before = OperationCounts.of(parent, method);
        OperationCounts after = OperationCounts.of(child, method);
        Set<String> untouched = new HashSet<>();
        for (LayerNode node : parent.layers()) {
            LayerNode now = child.layer(node.id());
            if (now.layer().equals(node.layer())
                    && child.shape(now.input()).equals(parent.shape(node.input()))
                    && child.shape(now.output()).equals(parent.shape(node.output()))) {
                untouched.add(Integer.toString(node.id()));
            }
        }
        long count = before.train();
        for (LayerCount row : before.layers()) {
            count -= untouched.contains(row.id()) ? 0 : row.forward() + row.backward();
        }
        for (LayerCount row : after.layers()) {
            count += untouched.contains(row.id()) ? 0 : row.forward() + row.backward();
        }
        return count;
    }

    private static List<Integer> changed(Architecture parent, Architecture child) {
        assertThat(child.layers()).hasSameSizeAs(parent.layers());
        return parent.layers().stream()
                .map(LayerNode::id)
                .filter(id -> !parent.layer(id).equals(child.layer(id)))
                .toList();
    }
}
