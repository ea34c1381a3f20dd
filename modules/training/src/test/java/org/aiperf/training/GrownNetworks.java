package org.aiperf.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.NetworkBuilder;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.Weights;
import org.aiperf.architecture.morphism.MorphismKind;
import org.aiperf.architecture.morphism.RandomMorphism;
import org.aiperf.datasets.ImageSet;
import org.assertj.core.data.Offset;

/** Chains of one to four random steps of all kinds, built and run on the engine before and after. */
final class GrownNetworks {
    private static final Set<MorphismKind> ALL = EnumSet.allOf(MorphismKind.class);
    private static final int IMAGES = 2;
    private static final float TOLERANCE = 1e-3f;
    private static final TrainingOptions OPTIONS = TrainingOptions.defaults(1, 5);

    private GrownNetworks() {}

    /** Each child gives the answers of its first ancestor, whose weights it inherited step by step. */
    static void assertFunctionsPreserved(int chains, Path temporary) throws IOException {
        List<Architecture> starts = List.of(TestNetworks.residualBlock(), plain(), flattening());
        for (int start = 0; start < starts.size(); start++) {
            Architecture ancestor = starts.get(start);
            Weights any = TestNetworks.weights(ancestor, start);
            try (Network network = Network.open(ancestor, any, OPTIONS, temporary)) {
                for (long seed = start; seed < chains; seed += starts.size()) {
                    assertFunctionPreserved(network, seed, temporary);
                }
            }
        }
    }

    private static void assertFunctionPreserved(Network ancestor, long seed, Path temporary) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Architecture start = ancestor.architecture();
        Weights first = TestNetworks.weights(start, seed);
        Architecture network = start;
        Weights weights = first;
        StringBuilder chain = new StringBuilder("seed " + seed);
        for (int step = 0; step < 1 + seed / 3 % 4; step++) {
            Optional<RandomMorphism> picked = RandomMorphism.pick(network, ALL, random);
            if (picked.isEmpty()) {
                break;
            }
            Architecture child = picked.get().child();
            weights = picked.get().morphism().inherit(network, weights, child, random.nextLong());
            network = child;
            chain.append(", ").append(picked.get().morphism().describe());
        }
        assertThat(network).as(chain.toString()).isNotEqualTo(start);
        ImageSet images = TestNetworks.images(start, IMAGES, seed);
        ancestor.assign(first);
        try (Network grown = Network.open(network, weights, OPTIONS, temporary)) {
            assertThat(answers(grown, images))
                    .as(chain.toString())
                    .containsExactly(answers(ancestor, images), Offset.offset(TOLERANCE));
        }
    }

    /** The logarithm of each class's probability for each image: the loss that it would have as the true one. */
    private static float[] answers(Network network, ImageSet images) {
        int classes = network.architecture().classes();
        float[] answers = new float[IMAGES * classes];
        byte[] pixels = new byte[images.imageBytes()];
        for (int image = 0; image < IMAGES; image++) {
            System.arraycopy(images.pixels(), images.start(image), pixels, 0, pixels.length);
            for (int label = 0; label < classes; label++) {
                ImageSet one = new ImageSet(
                        images.height(), images.width(), images.channels(), classes, pixels, new int[] {label});
                answers[image * classes + label] = (float) network.evaluate(one).loss();
            }
        }
        return answers;
    }

    private static Architecture plain() {
        NetworkBuilder net = new NetworkBuilder(Shape.image(8, 8, 1));
        int tensor = net.relu(net.batchNorm(net.convolution(0, 3, 3, 1)));
        tensor = net.relu(net.batchNorm(net.convolution(tensor, 3, 3, 1)));
        tensor = net.maxPool(tensor, 2, 2);
        tensor = net.relu(net.batchNorm(net.convolution(tensor, 4, 3, 1)));
        net.dense(net.globalAveragePool(net.relu(net.batchNorm(net.convolution(tensor, 4, 3, 1)))), 3);
        return net.build();
    }

    private static Architecture flattening() {
        NetworkBuilder net = new NetworkBuilder(Shape.image(6, 4, 2));
        int tensor = net.relu(net.batchNorm(net.convolution(0, 3, 3, 1)));
        tensor = net.relu(net.batchNorm(net.convolution(tensor, 3, 3, 2)));
        tensor = net.add(new Layer.Flatten(), List.of(tensor));
        net.dense(net.relu(net.batchNorm(net.dense(tensor, 5))), 3);
        return net.build();
    }
}
