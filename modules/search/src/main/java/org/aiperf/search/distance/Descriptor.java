package org.aiperf.search.distance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.morphism.MainChain;

/**
 * What the edit distance sees of an architecture, as AIPerf describes it: the layers of the main chain (the longest
 * path), and the skips around it. Two descriptors are equal exactly if their {@link EditDistance} is 0. Immutable.
 */
public final class Descriptor {
    private final List<Layer> entries;
    private final List<Skip> skips;
    private final List<LayerKind> kinds;

    /** For each entry, the place of its kind in {@link #kinds}. */
    private final int[] kindOfEntry;

    private Descriptor(List<Layer> entries, List<Skip> skips) {
        this.entries = List.copyOf(entries);
        this.skips = skips.stream().sorted(Skip.ORDER).toList();
        Map<LayerKind, Integer> places = new LinkedHashMap<>();
        this.kindOfEntry = new int[entries.size()];
        for (int i = 0; i < kindOfEntry.length; i++) {
            LayerKind kind = LayerKind.of(entries.get(i));
            Integer place = places.putIfAbsent(kind, places.size());
            kindOfEntry[i] = place == null ? places.size() - 1 : place;
        }
        this.kinds = List.copyOf(places.keySet());
    }

    /** The descriptor of an architecture. A branch that never comes back to the main chain is no skip. */
    public static Descriptor of(Architecture architecture) {
        List<Integer> chain = new ArrayList<>(List.of(0));
        MainChain.of(architecture).forEach(node -> chain.add(node.output()));
        Map<Integer, Integer> place = new HashMap<>();
        chain.forEach(tensor -> place.put(tensor, place.size()));
        List<Layer> entries = new ArrayList<>();
        List<Skip> skips = new ArrayList<>();
        for (int start = 0; start < chain.size(); start++) {
            for (LayerNode reader : architecture.readers(chain.get(start))) {
                Integer end = place.get(reader.output());
                if (end == null) {
                    branch(architecture, place, start, reader).ifPresent(skips::add);
                    continue;
                }
                // A direct skip is listed twice, as the reference does: its join is an entry of its own as well.
                entries.add(reader.layer());
                if (end != start + 1) {
                    skips.add(new Skip(start, end, join(reader.layer()).orElseThrow()));
                }
            }
        }
        return new Descriptor(entries, skips);
    }

    /**
     * Follows a branch by the first reader of each tensor until it walks along the main chain: its skip ends where that
     * begins, which may be later than the first tensor of the chain that it meets.
     */
    private static Optional<Skip> branch(
            Architecture architecture, Map<Integer, Integer> place, int start, LayerNode first) {
        LayerNode step = first;
        Optional<Skip.Join> join = join(step.layer());
        while (true) {
            List<LayerNode> next = architecture.readers(step.output());
            Integer end = place.get(step.output());
            if (end != null
                    && (next.isEmpty() || place.containsKey(next.getFirst().output()))) {
                return join.map(how -> new Skip(start, end, how));
            }
            if (next.isEmpty()) {
                return Optional.empty();
            }
            step = next.getFirst();
            Optional<Skip.Join> passed = join(step.layer());
            join = passed.isPresent() ? passed : join;
        }
    }

    private static Optional<Skip.Join> join(Layer layer) {
        return switch (layer) {
            case Layer.Add _ -> Optional.of(Skip.Join.ADD);
            case Layer.Concatenate _ -> Optional.of(Skip.Join.CONCATENATE);
            case Layer.Convolution _,
                    Layer.BatchNorm _,
                    Layer.Relu _,
                    Layer.MaxPool _,
                    Layer.GlobalAveragePool _,
                    Layer.Flatten _,
                    Layer.Dense _,
                    Layer.Dropout _,
                    Layer.PrimaryCapsules _,
                    Layer.RoutedCapsules _,
                    Layer.CapsuleLengths _ -> Optional.empty();
        };
    }

    /** The layers of the main chain from the image on, and after each tensor of it the joins of direct skips from it. */
    public List<Layer> entries() {
        return entries;
    }

    /** The skips around the main chain, those that start first first. */
    public List<Skip> skips() {
        return skips;
    }

    /** The kinds that occur, each once. */
    List<LayerKind> kinds() {
        return kinds;
    }

    int length() {
        return kindOfEntry.length;
    }

    /** For each entry the place in {@link #kinds} of its kind; not to be written to. */
    int[] kindOfEntry() {
        return kindOfEntry;
    }

    /** Equal lists of kinds and equal skips: the place of a kind follows from the entries before it. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Descriptor that
                && Arrays.equals(kindOfEntry, that.kindOfEntry)
                && kinds.equals(that.kinds)
                && skips.equals(that.skips);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(kindOfEntry) + kinds.hashCode()) + skips.hashCode();
    }

    @Override
    public String toString() {
        return "Descriptor[" + entries.size() + " entries, " + skips.size() + " skips]";
    }
}
