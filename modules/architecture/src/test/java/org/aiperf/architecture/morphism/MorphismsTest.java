package org.aiperf.architecture.morphism;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.NetworkBuilder;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.Vectors;
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
        assertThat(new SkipConcat(8, 20).describe()).isEqualTo("concat 8 → 20");
        assertThat(List.of(
                        new Wider(1).kind(),
                        new SkipAdd(1, 2).kind(),
                        new Deeper(1).kind(),
                        new SkipConcat(1, 2).kind()))
                .containsExactly("wider", "skip", "deeper", "concat");
    }

    @Test
    void aConcatenationIsMergedBackToTheChannelsThatWereThere() {
        // From 64 channels of 56 rows to 128 of 28; from 64 to 256 of the same 56.
        Architecture child = new SkipConcat(31, 52).apply(RESNET50).orElseThrow();
        Architecture flat = new SkipConcat(21, 23).apply(RESNET50).orElseThrow();

        assertThat(child.layers().subList(174, child.layers().size()))
                .extracting(LayerNode::layer)
                .containsExactly(
                        new Layer.Convolution(64, 64, 1, 2),
                        new Layer.BatchNorm(64),
                        new Layer.Concatenate(),
                        new Layer.Convolution(192, 128, 1, 1));
        assertThat(flat.layers().subList(174, flat.layers().size()))
                .extracting(LayerNode::layer)
                .containsExactly(new Layer.Concatenate(), new Layer.Convolution(320, 256, 1, 1));
    }

    @Test
    void concatenationsAreDrawnOnlyWhenTheyAreAllowed() {
        Set<String> ofReference = new TreeSet<>();
        Set<String> concats = new TreeSet<>();
        for (long seed = 0; seed < 40; seed++) {
            RandomMorphism.pick(RESNET50, new SplittableRandom(seed))
                    .ifPresent(picked -> ofReference.add(picked.morphism().kind()));
            RandomMorphism.pick(RESNET50, EnumSet.of(MorphismKind.CONCAT), new SplittableRandom(seed))
                    .ifPresent(picked -> concats.add(picked.morphism().kind()));
        }
        assertThat(ofReference).containsExactly("deeper", "skip", "wider");
        assertThat(concats).containsExactly("concat");
        assertThat(Morphisms.candidates(RESNET50)).noneMatch(SkipConcat.class::isInstance);
    }

    private static List<Integer> changed(Architecture parent, Architecture child) {
        assertThat(child.layers()).hasSameSizeAs(parent.layers());
        return parent.layers().stream()
                .map(LayerNode::id)
                .filter(id -> !parent.layer(id).equals(child.layer(id)))
                .toList();
    }
}
