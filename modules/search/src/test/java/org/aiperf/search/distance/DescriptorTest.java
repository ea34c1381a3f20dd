package org.aiperf.search.distance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.NetworkBuilder;
import org.aiperf.architecture.Shape;
import org.junit.jupiter.api.Test;

final class DescriptorTest {
    private static final Shape IMAGE = Shape.image(8, 8, 4);

    @Test
    void resNet50HasAsManyEntriesAndSkipsAsInTheReference() {
        Descriptor descriptor = Descriptor.of(NamedArchitectures.named("resnet50", Shape.image(224, 224, 3), 1000)
                .orElseThrow());

        assertThat(descriptor.entries()).hasSize(178);
        assertThat(descriptor.skips()).hasSize(16).allMatch(skip -> skip.join() == Skip.Join.ADD);
        // Around the first block, by its projection: past the join, along nine layers of the chain.
        assertThat(descriptor.skips().getFirst()).isEqualTo(new Skip(4, 13, Skip.Join.ADD));
    }

    @Test
    void aDirectSkipIsAnEntryAsWell() {
        NetworkBuilder net = new NetworkBuilder(IMAGE);
        int tensor = net.relu(net.convolution(0, 4, 3, 1));
        int branch = net.batchNorm(net.convolution(tensor, 4, 3, 1));
        net.dense(net.globalAveragePool(net.sum(branch, tensor)), 2);
        Descriptor descriptor = Descriptor.of(net.build());

        assertThat(descriptor.skips()).containsExactly(new Skip(2, 5, Skip.Join.ADD));
        assertThat(descriptor.entries().stream().map(Layer::type))
                .containsExactly(
                        "convolution", "ReLU", "convolution", "add", "batch norm", "add", "global pool", "dense");
    }

    @Test
    void aBranchCountsByTheJoinThatItPassesLastAndEndsWhereItWalksAlongTheChain() {
        NetworkBuilder net = new NetworkBuilder(IMAGE);
        int start = net.relu(net.convolution(0, 4, 3, 1));
        int first = net.relu(net.batchNorm(net.convolution(start, 4, 3, 1)));
        int second = net.batchNorm(start);
        int joined = net.add(new Layer.Concatenate(), List.of(first, second));
        net.dense(net.globalAveragePool(joined), 2);

        assertThat(Descriptor.of(net.build()).skips()).containsExactly(new Skip(2, 6, Skip.Join.CONCATENATE));
    }

    @Test
    void aBranchThatLeadsNowhereIsNoSkip() {
        NetworkBuilder net = new NetworkBuilder(IMAGE);
        int start = net.relu(net.convolution(0, 4, 3, 1));
        net.relu(start);
        net.dense(net.globalAveragePool(net.relu(start)), 2);

        assertThat(Descriptor.of(net.build()).skips()).isEmpty();
    }

    @Test
    void aBranchThatJoinsAtTheEndOfTheChainEndsThere() {
        NetworkBuilder net = new NetworkBuilder(IMAGE);
        int pooled = net.globalAveragePool(net.convolution(0, 4, 3, 1));
        int deep = net.dense(net.dense(pooled, 8), 2);
        int shallow = net.dense(pooled, 2);
        net.sum(deep, shallow);

        assertThat(Descriptor.of(net.build()).skips()).containsExactly(new Skip(2, 5, Skip.Join.ADD));
    }

    @Test
    void widthsOfDenseLayersAndNormalisationsAreNotSeen() {
        Architecture few =
                NamedArchitectures.named("resnet14", Shape.image(32, 32, 3), 10).orElseThrow();
        Architecture many = NamedArchitectures.named("resnet14", Shape.image(32, 32, 3), 100)
                .orElseThrow();
        Architecture wide = NamedArchitectures.named("resnet14:32", Shape.image(32, 32, 3), 10)
                .orElseThrow();

        assertThat(Descriptor.of(few)).isEqualTo(Descriptor.of(many)).hasSameHashCodeAs(Descriptor.of(many));
        assertThat(Descriptor.of(few)).isNotEqualTo(Descriptor.of(wide));
    }
}
