package org.aiperf.architecture.morphism;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.ArchitectureDigest;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.Vectors;
import org.aiperf.architecture.counting.CountingMethod;
import org.aiperf.architecture.counting.LayerCount;
import org.aiperf.architecture.counting.OperationCounts;
import org.junit.jupiter.api.Test;

/** Chains of one to four random steps of all kinds, from every small network. */
class MorphismChainsTest {
    private static final int CHAINS = 10_000;
    private static final Set<MorphismKind> ALL = EnumSet.allOf(MorphismKind.class);

    @Test
    void tenThousandRandomChainsStaySoundAndCountedRight() {
        List<Architecture> starts = new ArrayList<>(TinyNetworks.all());
        starts.add(Vectors.graph("mini_resnet_32x32x3_c10").architecture());
        starts.add(Vectors.graph("tiny_cnn_28x28x1_c10").architecture());
        Map<String, Integer> kinds = new TreeMap<>();
        int grown = 0;
        for (long seed = 0; seed < CHAINS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Architecture network = starts.get((int) (seed % starts.size()));
            StringBuilder where = new StringBuilder("seed " + seed);
            Architecture parent = network;
            Optional<RandomMorphism> picked = Optional.empty();
            for (int step = 0; step < 1 + seed % 4; step++) {
                parent = network;
                picked = RandomMorphism.pick(parent, ALL, random);
                assertThat(picked).as(where.toString()).isPresent();
                network = picked.get().child();
                where.append(", ").append(picked.get().morphism().describe());
                assertThat(network.shape(network.logits()))
                        .as(where.toString())
                        .isEqualTo(parent.shape(parent.logits()));
                assertThat(network.size()).as(where.toString()).isGreaterThan(parent.size());
                kinds.merge(picked.get().morphism().kind(), 1, Integer::sum);
                grown++;
            }
            assertLastStep(parent, picked.orElseThrow(), where.toString());
            CountedTwice.assertAlike(network, where.toString());
        }
        assertThat(grown).isEqualTo(CHAINS / 4 * 10);
        assertThat(kinds)
                .hasSize(4)
                .allSatisfy((kind, count) -> assertThat(count).as(kind).isGreaterThan(2_000));
    }

    private static void assertLastStep(Architecture parent, RandomMorphism picked, String where) {
        Architecture child = picked.child();
        assertThat(picked.morphism().apply(parent)).as(where).contains(child);
        assertThat(ArchitectureDigest.of(child)).as(where).isNotEqualTo(ArchitectureDigest.of(parent));
        for (CountingMethod method : CountingMethod.values()) {
            assertThat(parentsCountAndWhatChanged(parent, child, method))
                    .as(where)
                    .isEqualTo(OperationCounts.of(child, method).train());
        }
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
}
