package org.aiperf.architecture;

/**
 * The network that AIPerf's search starts from: ResNet-50 v1 (He et al. 2016, table 1), with stride 2 on the first 1×1
 * convolution of stages 3 to 5 and on the projection. The order of its layers is the reference's own, because operation
 * counts and the tuned kernel depend on it: in the first block of a stage the third convolution and the projection both
 * come before their two batch normalisations. At 224×224×3 and 1000 classes it has 174 layers and 175 tensors.
 */
final class AiperfResNet50 {
    private static final int[] BLOCKS = {3, 4, 6, 3};
    private static final int EXPANSION = 4;

    private AiperfResNet50() {}

    static Architecture of(Shape input, int classes) {
        NetworkBuilder net = new NetworkBuilder(input);
        int tensor = net.maxPool(net.relu(net.batchNorm(net.convolution(0, 64, 7, 2))), 3, 2);
        for (int stage = 0; stage < BLOCKS.length; stage++) {
            int filters = 64 << stage;
            tensor = projectionBlock(net, tensor, filters, stage == 0 ? 1 : 2);
            for (int block = 1; block < BLOCKS[stage]; block++) {
                tensor = identityBlock(net, tensor, filters);
            }
        }
        net.dense(net.globalAveragePool(tensor), classes);
        return net.build();
    }

    private static int projectionBlock(NetworkBuilder net, int tensor, int filters, int stride) {
        int expanded = net.convolution(bottleneck(net, tensor, filters, stride), filters * EXPANSION, 1, 1);
        int projected = net.convolution(tensor, filters * EXPANSION, 1, stride);
        int branch = net.batchNorm(expanded);
        int shortcut = net.batchNorm(projected);
        return net.relu(net.sum(branch, shortcut));
    }

    private static int identityBlock(NetworkBuilder net, int tensor, int filters) {
        int expanded = net.convolution(bottleneck(net, tensor, filters, 1), filters * EXPANSION, 1, 1);
        return net.relu(net.sum(net.batchNorm(expanded), tensor));
    }

    private static int bottleneck(NetworkBuilder net, int tensor, int filters, int stride) {
        int narrowed = net.relu(net.batchNorm(net.convolution(tensor, filters, 1, stride)));
        return net.relu(net.batchNorm(net.convolution(narrowed, filters, 3, 1)));
    }
}
