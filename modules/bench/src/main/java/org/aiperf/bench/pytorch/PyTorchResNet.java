package org.aiperf.bench.pytorch;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import java.util.function.Function;

/**
 * The residual network for small images of He et al. 2016 (section 4.2), layer for layer the one that {@code resnetN:W}
 * names; convolutions have no bias, since a batch normalisation follows each.
 */
final class PyTorchResNet {
    private PyTorchResNet() {}

    static Block of(int blocks, int width, int classes) {
        SequentialBlock net = new SequentialBlock();
        net.add(convolution(width, 3, 1)).add(norm()).add(Activation.reluBlock());
        for (int stage = 0; stage < 3; stage++) {
            for (int block = 0; block < blocks; block++) {
                residual(net, width << stage, stage > 0 && block == 0);
            }
        }
        return net.add(Pool.globalAvgPool2dBlock())
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(classes).build());
    }

    private static void residual(SequentialBlock net, int filters, boolean narrows) {
        int stride = narrows ? 2 : 1;
        Block branch = new SequentialBlock()
                .add(convolution(filters, 3, stride))
                .add(norm())
                .add(Activation.reluBlock())
                .add(convolution(filters, 3, 1))
                .add(norm());
        Block shortcut = narrows
                ? new SequentialBlock().add(convolution(filters, 1, stride)).add(norm())
                : Blocks.identityBlock();
        Function<List<NDList>, NDList> sum = ends ->
                new NDList(ends.get(0).singletonOrThrow().add(ends.get(1).singletonOrThrow()));
        net.add(new ParallelBlock(sum, List.of(branch, shortcut))).add(Activation.reluBlock());
    }

    private static Block convolution(int filters, int kernel, int stride) {
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(kernel / 2, kernel / 2))
                .optBias(false)
                .build();
    }

    private static Block norm() {
        return BatchNorm.builder().optEpsilon(1e-3f).build();
    }
}
