package org.aiperf.architecture.morphism;

import java.util.List;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.NetworkBuilder;
import org.aiperf.architecture.Shape;

/** Small networks that hold every kind of layer. */
public final class TinyNetworks {
    private TinyNetworks() {}

    public static List<Architecture> all() {
        return List.of(chain(), residual(), concatenating(), flattening());
    }

    /** Primary capsules behind two convolutions. */
    public static Architecture capsules() {
        return NamedArchitectures.named("capsule", Shape.image(8, 8, 2), 3).orElseThrow();
    }

    private static Architecture chain() {
        return NamedArchitectures.named("cnn", Shape.image(8, 8, 1), 3).orElseThrow();
    }

    private static Architecture residual() {
        return NamedArchitectures.named("resnet8:2", Shape.image(8, 8, 3), 4).orElseThrow();
    }

    /** A sum of a concatenation and a convolution; then a concatenation of different widths, read twice. */
    private static Architecture concatenating() {
        NetworkBuilder net = new NetworkBuilder(Shape.image(8, 8, 2));
        int stem = net.relu(net.batchNorm(net.convolution(0, 3, 3, 1)));
        int left = net.relu(net.batchNorm(net.convolution(stem, 2, 3, 1)));
        int right = net.relu(net.batchNorm(net.convolution(stem, 3, 1, 1)));
        int joined = net.add(new Layer.Concatenate(), List.of(left, right));
        int other = net.batchNorm(net.convolution(left, 5, 3, 1));
        int sum = net.relu(net.sum(joined, other));
        int pooled = net.maxPool(sum, 2, 2);
        int deep = net.relu(net.batchNorm(net.convolution(pooled, 4, 3, 1)));
        int both = net.add(new Layer.Concatenate(), List.of(pooled, deep, deep));
        net.dense(net.globalAveragePool(net.add(new Layer.Dropout(0.2), List.of(both))), 3);
        return net.build();
    }

    /** A flattened image and a hidden dense layer. */
    private static Architecture flattening() {
        NetworkBuilder net = new NetworkBuilder(Shape.image(6, 4, 2));
        int first = net.relu(net.batchNorm(net.convolution(0, 3, 3, 1)));
        int second = net.relu(net.batchNorm(net.convolution(first, 3, 3, 2)));
        int third = net.relu(net.batchNorm(net.convolution(second, 2, 3, 1)));
        int flat = net.add(new Layer.Flatten(), List.of(third));
        net.dense(net.relu(net.batchNorm(net.dense(flat, 5))), 3);
        return net.build();
    }
}
