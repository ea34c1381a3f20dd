package org.aiperf.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArchitectureDigestTest {
    private static final Architecture RESNET =
            NamedArchitectures.named("resnet14", Shape.image(32, 32, 3), 10).orElseThrow();

    @Test
    void numbersAndOrderPlayNoPart() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<Integer> numbers = new ArrayList<>();
            for (int i = 1; i <= RESNET.layers().size(); i++) {
                numbers.add(i);
            }
            Collections.shuffle(numbers, random);
            Map<Integer, Integer> renumbered = new HashMap<>(Map.of(0, 0));
            RESNET.layers().forEach(node -> renumbered.put(node.output(), numbers.get(node.id())));
            List<LayerNode> layers = new ArrayList<>();
            for (LayerNode node : RESNET.layers()) {
                List<Integer> inputs = new ArrayList<>(
                        node.inputs().stream().map(renumbered::get).toList());
                Collections.shuffle(inputs, random);
                layers.add(new LayerNode(
                        numbers.get(node.id()), node.layer(), inputs, renumbered.getOrDefault(node.output(), 0)));
            }
            Collections.shuffle(layers, random);
            Architecture same = new Architecture(RESNET.input(), layers);

            assertThat(same).isNotEqualTo(RESNET);
            assertThat(ArchitectureDigest.of(same)).as("seed %d", seed).isEqualTo(ArchitectureDigest.of(RESNET));
        }
    }

    @Test
    void everySizeAndTheImageCount() {
        String name = ArchitectureDigest.of(RESNET);
        assertThat(name)
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(digest("resnet14", 32, 11))
                .isNotEqualTo(digest("resnet14", 28, 10))
                .isNotEqualTo(digest("resnet14:17", 32, 10))
                .isNotEqualTo(digest("resnet20", 32, 10))
                .isEqualTo(digest("resnet14", 32, 10));
    }

    private static String digest(String name, int size, int classes) {
        return ArchitectureDigest.of(NamedArchitectures.named(name, Shape.image(size, size, 3), classes)
                .orElseThrow());
    }
}
