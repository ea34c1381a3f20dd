package org.aiperf.architecture.morphism;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;

/** The steps that the search may take from a network, by the rules of the reference. */
public final class Morphisms {
    /** A skip starts no earlier than here on the main chain, counted from 0. */
    private static final int FIRST_SKIP_START = 4;

    private Morphisms() {}

    /** As {@link #candidates(Architecture, Set)}, of the kinds that the reference uses. */
    public static List<Morphism> candidates(Architecture architecture) {
        return candidates(architecture, MorphismKind.OF_REFERENCE);
    }

    /**
     * All steps of some kinds, of which {@link Morphism#apply} still refuses those that make too large a network or do
     * not fit.
     */
    public static List<Morphism> candidates(Architecture architecture, Set<MorphismKind> kinds) {
        List<LayerNode> chain = MainChain.of(architecture);
        List<Morphism> all = new ArrayList<>();
        for (MorphismKind kind : MorphismKind.values()) {
            if (kinds.contains(kind)) {
                all.addAll(steps(architecture, chain, kind));
            }
        }
        return all;
    }

    static List<? extends Morphism> steps(Architecture architecture, List<LayerNode> chain, MorphismKind kind) {
        return switch (kind) {
            case DEEPER -> deeper(architecture, chain);
            case WIDER -> wider(architecture, chain);
            case SKIP -> skips(architecture, chain);
            case CONCAT -> concats(architecture, chain);
        };
    }

    /** After each ReLU of the main chain, as long as it carries images. */
    static List<Deeper> deeper(Architecture architecture, List<LayerNode> chain) {
        return MainChain.imagePart(architecture, chain).stream()
                .filter(node -> node.layer() instanceof Layer.Relu)
                .map(node -> new Deeper(node.id()))
                .toList();
    }

    /**
     * Each convolution of the main chain but the last, and each of its dense layers but the last. Primary capsules are a
     * convolution, which is not widened itself: its channels are capsules.
     */
    static List<Wider> wider(Architecture architecture, List<LayerNode> chain) {
        List<Wider> wider = new ArrayList<>();
        List<LayerNode> convolutions = chain.stream()
                .filter(node ->
                        node.layer() instanceof Layer.Convolution || node.layer() instanceof Layer.PrimaryCapsules)
                .toList();
        List<LayerNode> dense = chain.stream()
                .filter(node -> node.layer() instanceof Layer.Dense)
                .toList();
        for (List<LayerNode> layers : List.of(convolutions, dense)) {
            layers.stream()
                    .limit(Math.max(layers.size() - 1, 0))
                    .filter(node -> !(node.layer() instanceof Layer.PrimaryCapsules))
                    .forEach(node -> wider.add(new Wider(node.id())));
        }
        return wider;
    }

    /** From a ReLU of the main chain to any later batch normalisation, sums and concatenations not counted. */
    static List<SkipAdd> skips(Architecture architecture, List<LayerNode> chain) {
        List<LayerNode> layers = MainChain.imagePart(architecture, chain).stream()
                .filter(node -> !(node.layer() instanceof Layer.Add || node.layer() instanceof Layer.Concatenate))
                .toList();
        List<SkipAdd> skips = new ArrayList<>();
        for (int from = FIRST_SKIP_START; from < layers.size() - 1; from++) {
            if (layers.get(from).layer() instanceof Layer.Relu) {
                for (int to = from + 1; to < layers.size() - 1; to++) {
                    if (layers.get(to).layer() instanceof Layer.BatchNorm) {
                        skips.add(new SkipAdd(
                                layers.get(from).id(), layers.get(to).id()));
                    }
                }
            }
        }
        return skips;
    }

    /** Between the same layers as {@link #skips}. */
    static List<SkipConcat> concats(Architecture architecture, List<LayerNode> chain) {
        return skips(architecture, chain).stream()
                .map(skip -> new SkipConcat(skip.from(), skip.to()))
                .toList();
    }
}
