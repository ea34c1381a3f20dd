package org.aiperf.architecture.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.problems.NearMiss;

/** Reads one layer tuple of the reference: {@code [type, input, output, sizes…]}. */
final class ReferenceLayer {
    private static final TreeMap<String, Kind> KINDS = new TreeMap<>();

    static {
        KINDS.put(
                "StubConv2d",
                new Kind(
                        5,
                        sizes -> new Layer.Convolution(
                                sizes.channels(0),
                                sizes.channels(1),
                                sizes.window(2, 1),
                                sizes.window(3, 1),
                                sizes.window(4, 0))));
        KINDS.put("StubBatchNormalization2d", new Kind(1, sizes -> new Layer.BatchNorm(sizes.units(0))));
        KINDS.put("StubReLU", new Kind(0, _ -> new Layer.Relu()));
        KINDS.put(
                "StubPooling2d",
                new Kind(3, sizes -> new Layer.MaxPool(sizes.window(0, 1), sizes.window(1, 1), sizes.window(2, 0))));
        KINDS.put("StubGlobalPooling2d", new Kind(0, _ -> new Layer.GlobalAveragePool()));
        KINDS.put("StubDense", new Kind(2, sizes -> new Layer.Dense(sizes.units(0), sizes.units(1))));
        KINDS.put("StubDropout2d", new Kind(1, sizes -> new Layer.Dropout(sizes.rate(0))));
        KINDS.put("StubFlatten", new Kind(0, _ -> new Layer.Flatten()));
        KINDS.put("StubAdd", new Kind(0, _ -> new Layer.Add()));
        KINDS.put("StubConcatenate", new Kind(0, _ -> new Layer.Concatenate()));
    }

    private ReferenceLayer() {}

    static Optional<LayerNode> read(int id, Place tuple) {
        if (!tuple.isArray() || tuple.size() == 0) {
            tuple.refuse("is no layer", "write it as [type, input, output, …]");
            return Optional.empty();
        }
        String type = tuple.element(0).text();
        Kind kind = KINDS.get(type);
        if (kind == null) {
            if (!type.isEmpty()) {
                refuse(tuple.element(0), type);
            }
            return Optional.empty();
        }
        List<Place> fields = tuple.elements(3 + kind.sizes(), 3 + kind.sizes());
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        boolean joins = type.equals("StubAdd") || type.equals("StubConcatenate");
        List<Integer> inputs = new ArrayList<>();
        if (joins) {
            for (Place each : fields.get(1).elements(2, Limits.INPUTS_OF_A_LAYER)) {
                inputs.add(each.integer(0, Limits.NUMBER));
            }
        } else {
            inputs.add(fields.get(1).integer(0, Limits.NUMBER));
        }
        int output = fields.get(2).integer(0, Limits.NUMBER);
        Layer layer = kind.maker().make(new Sizes(fields.subList(3, fields.size())));
        return Optional.of(new LayerNode(id, layer, inputs, output));
    }

    private static void refuse(Place place, String type) {
        if (type.equals("StubSoftmax")) {
            place.refuse("a softmax is no layer of a graph here", "leave it out: it comes with the loss");
        } else if (type.equals("StubInput")) {
            place.refuse("an input is no layer of a graph here", "leave it out: tensor 0 is the image");
        } else if (type.matches("Stub\\w+(1d|3d)")) {
            place.refuse(type + " is not for images", "only networks of images (2d) are supported");
        } else {
            place.refuse("unknown layer " + type, NearMiss.suggestion(type, KINDS.keySet()));
        }
    }

    /** How many sizes follow the output, and what they make. */
    private record Kind(int sizes, Maker maker) {}

    private interface Maker {
        Layer make(Sizes sizes);
    }

    private record Sizes(List<Place> places) {
        int channels(int index) {
            return places.get(index).integer(1, Limits.CHANNELS);
        }

        int units(int index) {
            return places.get(index).integer(1, Limits.VECTOR_UNITS);
        }

        int window(int index, int least) {
            return places.get(index).integer(least, Limits.WINDOW);
        }

        double rate(int index) {
            return places.get(index).rate();
        }
    }
}
