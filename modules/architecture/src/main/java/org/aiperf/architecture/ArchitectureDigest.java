package org.aiperf.architecture;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A name for what an architecture computes, by which duplicates are refused.
 *
 * <p>A tensor's name is the SHA-256 of its layer, with all its sizes, and of the names of the tensors that this layer
 * reads (Merkle 1987); a sum's inputs are sorted first, because their order means nothing. The architecture's name is
 * that of the sorted names of all its tensors and the shape of its input. Ids, tensor numbers and the order of the list
 * play no part, and need not: no canonical numbering of the graph has to be found. Cost: one hash for each layer.
 */
public final class ArchitectureDigest {
    private ArchitectureDigest() {}

    /** 64 hexadecimal digits, the same for every numbering of one graph, today and in later versions. */
    public static String of(Architecture architecture) {
        Map<Integer, String> names = new HashMap<>();
        names.put(0, hash("image " + architecture.input().dimensions()));
        for (LayerNode node : architecture.runningOrder()) {
            List<String> inputs = new ArrayList<>();
            for (int tensor : node.inputs()) {
                inputs.add(names.getOrDefault(tensor, ""));
            }
            if (node.layer() instanceof Layer.Add) {
                inputs.sort(null);
            }
            names.put(node.output(), hash(describe(node.layer()) + " " + inputs));
        }
        return hash("architecture " + names.values().stream().sorted().toList());
    }

    // Not toString(), which may change when a record's component is renamed.
    private static String describe(Layer layer) {
        return switch (layer) {
            case Layer.Convolution c ->
                "convolution " + c.inputChannels() + " " + c.filters() + " " + c.kernel() + " " + c.stride() + " "
                        + c.padding();
            case Layer.BatchNorm b -> "batch-norm " + b.channels();
            case Layer.Relu _ -> "relu";
            case Layer.MaxPool p -> "max-pool " + p.kernel() + " " + p.stride() + " " + p.padding();
            case Layer.GlobalAveragePool _ -> "global-average-pool";
            case Layer.Flatten _ -> "flatten";
            case Layer.Dense d -> "dense " + d.inputs() + " " + d.units();
            case Layer.Dropout d -> "dropout " + d.rate();
            case Layer.Add _ -> "add";
            case Layer.Concatenate _ -> "concatenate";
            case Layer.PrimaryCapsules p ->
                "primary-capsules " + p.inputChannels() + " " + p.groups() + " " + p.dimension() + " " + p.kernel()
                        + " " + p.stride() + " " + p.padding();
            case Layer.RoutedCapsules r ->
                "routed-capsules " + r.inputCapsules() + " " + r.inputDimension() + " " + r.capsules() + " "
                        + r.dimension() + " " + r.iterations();
            case Layer.CapsuleLengths _ -> "capsule-lengths";
        };
    }

    private static String hash(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
