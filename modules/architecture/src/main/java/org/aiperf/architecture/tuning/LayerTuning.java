package org.aiperf.architecture.tuning;

import java.util.ArrayList;
import java.util.List;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;

/**
 * The hyperparameters that stand in a network itself (Ren et al. 2021, hyperparameter optimisation): a kernel size for
 * convolutions late in the list, and a dropout rate. The reference only counts such kernels; here the network has them.
 *
 * @param firstLayer place in the list of layers, from 0, of the first convolution that may be tuned
 * @param kernel what such convolutions get: odd
 * @param dropoutRate of every dropout layer, wherever it stands: at least 0 and below 1
 */
public record LayerTuning(int firstLayer, int kernel, double dropoutRate) {
    public LayerTuning {
        if (firstLayer < 0) {
            throw new IllegalArgumentException("a place in a list is at least 0, not " + firstLayer);
        }
        if (kernel < 1 || kernel % 2 == 0) {
            throw new IllegalArgumentException("a tuned kernel is an odd number, not " + kernel);
        }
        if (!(dropoutRate >= 0 && dropoutRate < 1)) {
            throw new IllegalArgumentException("a rate is at least 0 and below 1, not " + dropoutRate);
        }
    }

    /**
     * The tuned network. A convolution of the list's part takes the kernel, and half of it as padding, if it keeps the
     * size of its input now: its kernel is odd and above 1, its stride 1 and its padding half its kernel. All tensors keep
     * their shapes, all layers their ids and places. Capsules stay as they are.
     *
     * <p>The result may be larger than a morphism would make it. A kernel may reach beyond the image on all sides.
     */
    public Architecture apply(Architecture architecture) {
        List<LayerNode> tuned = new ArrayList<>();
        for (LayerNode node : architecture.layers()) {
            Layer layer = tuned(node.layer(), tuned.size());
            tuned.add(new LayerNode(node.id(), layer, node.inputs(), node.output()));
        }
        return new Architecture(architecture.input(), tuned);
    }

    private Layer tuned(Layer layer, int place) {
        if (layer instanceof Layer.Dropout) {
            return new Layer.Dropout(dropoutRate);
        }
        return place >= firstLayer && layer instanceof Layer.Convolution c && keepsSize(c)
                ? new Layer.Convolution(c.inputChannels(), c.filters(), kernel, 1)
                : layer;
    }

    private static boolean keepsSize(Layer.Convolution c) {
        return c.kernel() > 1 && c.kernel() % 2 == 1 && c.stride() == 1 && c.padding() == c.kernel() / 2;
    }
}
