package org.aiperf.architecture.morphism;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;

/**
 * Which channels of which tensors get a copy when a layer is widened.
 *
 * <p>Each tensor carries a mark per channel. Layers that work channel by channel, and sums, need the same marks on all
 * that they read and write; a concatenation's marks are those of its inputs side by side; a flattened image repeats its
 * channels' marks at every position. Convolutions and dense layers need nothing: they can give and take any marks, so
 * there the spreading ends. Starting from the widened layer's output, marks spread forwards and backwards until nothing
 * changes; a residual stage is widened as a whole that way. It fails if the image or the classes would have to grow.
 *
 * <p>A copy stands right after its original, not behind all originals as Chen et al. 2016 (Net2Net) write it: the order
 * of channels means nothing to a network, and in this order the parts of a concatenation stay together and a flattened
 * image needs no rule of its own. Cost: a few passes over the graph.
 */
final class ChannelCopies {
    private final Architecture architecture;
    private final Map<Integer, boolean[]> marks = new HashMap<>();
    private boolean changed;

    private ChannelCopies(Architecture architecture) {
        this.architecture = architecture;
    }

    /** Copies of all channels of a tensor, and what follows from them; empty if that cannot be. */
    static Optional<ChannelCopies> of(Architecture architecture, int tensor) {
        ChannelCopies copies = new ChannelCopies(architecture);
        boolean[] all = new boolean[architecture.shape(tensor).channels()];
        Arrays.fill(all, true);
        copies.mark(tensor, 0, all);
        copies.spread();
        return copies.marks.containsKey(0) || copies.marks.containsKey(architecture.logits())
                ? Optional.empty()
                : Optional.of(copies);
    }

    /** For each channel that the tensor has after widening, the channel that it had before. */
    int[] sources(int tensor) {
        int channels = architecture.shape(tensor).channels();
        boolean[] copied = marks.getOrDefault(tensor, new boolean[channels]);
        int[] sources = new int[channels + count(copied)];
        int next = 0;
        for (int channel = 0; channel < channels; channel++) {
            sources[next++] = channel;
            if (copied[channel]) {
                sources[next++] = channel;
            }
        }
        return sources;
    }

    /** Channels of the tensor after widening. */
    int channels(int tensor) {
        boolean[] copied = marks.get(tensor);
        return architecture.shape(tensor).channels() + (copied == null ? 0 : count(copied));
    }

    boolean grows(int tensor) {
        return marks.containsKey(tensor);
    }

    private void spread() {
        List<LayerNode> forwards = architecture.runningOrder();
        List<LayerNode> backwards = forwards.reversed();
        do {
            changed = false;
            forwards.forEach(this::agree);
            backwards.forEach(this::agree);
        } while (changed);
    }

    /** Makes the marks of what a layer reads and writes agree. */
    private void agree(LayerNode node) {
        switch (node.layer()) {
            case Layer.Convolution _,
                    Layer.Dense _,
                    Layer.PrimaryCapsules _,
                    Layer.RoutedCapsules _,
                    Layer.CapsuleLengths _ -> {}
            case Layer.BatchNorm _,
                    Layer.Relu _,
                    Layer.MaxPool _,
                    Layer.GlobalAveragePool _,
                    Layer.Dropout _,
                    Layer.Add _ -> {
                for (int input : node.inputs()) {
                    share(input, node.output(), 0);
                }
            }
            case Layer.Concatenate _ -> {
                int offset = 0;
                for (int input : node.inputs()) {
                    share(input, node.output(), offset);
                    offset += architecture.shape(input).channels();
                }
            }
            case Layer.Flatten _ -> {
                int channels = architecture.shape(node.input()).channels();
                int units = architecture.shape(node.output()).channels();
                for (int offset = 0; offset < units; offset += channels) {
                    share(node.input(), node.output(), offset);
                }
            }
        }
    }

    /** Both ways between a tensor and the part of {@code whole} that begins at {@code offset}. */
    private void share(int part, int whole, int offset) {
        boolean[] marksOfWhole = marks.get(whole);
        if (marksOfWhole != null) {
            int end = offset + architecture.shape(part).channels();
            mark(part, 0, Arrays.copyOfRange(marksOfWhole, offset, end));
        }
        boolean[] marksOfPart = marks.get(part);
        if (marksOfPart != null) {
            mark(whole, offset, marksOfPart);
        }
    }

    private void mark(int tensor, int offset, boolean[] more) {
        boolean[] now = marks.get(tensor);
        for (int i = 0; i < more.length; i++) {
            if (more[i] && (now == null || !now[offset + i])) {
                if (now == null) {
                    now = new boolean[architecture.shape(tensor).channels()];
                    marks.put(tensor, now);
                }
                now[offset + i] = true;
                changed = true;
            }
        }
    }

    private static int count(boolean[] marks) {
        int count = 0;
        for (boolean mark : marks) {
            count += mark ? 1 : 0;
        }
        return count;
    }
}
