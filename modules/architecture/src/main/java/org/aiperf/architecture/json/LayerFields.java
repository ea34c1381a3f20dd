package org.aiperf.architecture.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aiperf.architecture.Layer;
import org.aiperf.problems.NearMiss;

/** The fields of a layer in our JSON, beside those that say where it stands. */
final class LayerFields {
    private static final List<String> TYPES = List.of(
            "convolution",
            "batch norm",
            "ReLU",
            "max pool",
            "global pool",
            "flatten",
            "dense",
            "dropout",
            "add",
            "concatenate",
            "primary capsules",
            "routed capsules",
            "capsule lengths");

    private LayerFields() {}

    static void write(Layer layer, ObjectNode object) {
        switch (layer) {
            case Layer.Convolution c ->
                object.put("inputChannels", c.inputChannels())
                        .put("filters", c.filters())
                        .put("kernel", c.kernel())
                        .put("stride", c.stride())
                        .put("padding", c.padding());
            case Layer.PrimaryCapsules p ->
                object.put("inputChannels", p.inputChannels())
                        .put("groups", p.groups())
                        .put("dimension", p.dimension())
                        .put("kernel", p.kernel())
                        .put("stride", p.stride())
                        .put("padding", p.padding());
            case Layer.RoutedCapsules r ->
                object.put("inputCapsules", r.inputCapsules())
                        .put("inputDimension", r.inputDimension())
                        .put("capsules", r.capsules())
                        .put("dimension", r.dimension())
                        .put("iterations", r.iterations());
            case Layer.BatchNorm b -> object.put("channels", b.channels());
            case Layer.MaxPool p ->
                object.put("kernel", p.kernel()).put("stride", p.stride()).put("padding", p.padding());
            case Layer.Dense d -> object.put("inputUnits", d.inputs()).put("units", d.units());
            case Layer.Dropout d -> object.put("rate", d.rate());
            case Layer.Relu _,
                    Layer.GlobalAveragePool _,
                    Layer.Flatten _,
                    Layer.Add _,
                    Layer.Concatenate _,
                    Layer.CapsuleLengths _ -> {}
        }
    }

    static Optional<Layer> read(Place entry) {
        String type = entry.member("type").text();
        Layer layer = switch (type) {
            case "convolution" -> {
                allow(entry, "inputChannels", "filters", "kernel", "stride", "padding");
                yield new Layer.Convolution(
                        channels(entry, "inputChannels"),
                        channels(entry, "filters"),
                        window(entry, "kernel", 1),
                        window(entry, "stride", 1),
                        window(entry, "padding", 0));
            }
            case "primary capsules" -> {
                allow(entry, "inputChannels", "groups", "dimension", "kernel", "stride", "padding");
                yield new Layer.PrimaryCapsules(
                        channels(entry, "inputChannels"),
                        entry.member("groups").integer(1, Limits.CAPSULE_GROUPS),
                        dimension(entry, "dimension"),
                        window(entry, "kernel", 1),
                        window(entry, "stride", 1),
                        window(entry, "padding", 0));
            }
            case "routed capsules" -> {
                allow(entry, "inputCapsules", "inputDimension", "capsules", "dimension", "iterations");
                yield new Layer.RoutedCapsules(
                        channels(entry, "inputCapsules"),
                        dimension(entry, "inputDimension"),
                        channels(entry, "capsules"),
                        dimension(entry, "dimension"),
                        entry.member("iterations").integer(1, Limits.ROUTING_ITERATIONS));
            }
            case "capsule lengths" -> bare(entry, new Layer.CapsuleLengths());
            case "batch norm" -> {
                allow(entry, "channels");
                yield new Layer.BatchNorm(units(entry, "channels"));
            }
            case "max pool" -> {
                allow(entry, "kernel", "stride", "padding");
                yield new Layer.MaxPool(
                        window(entry, "kernel", 1), window(entry, "stride", 1), window(entry, "padding", 0));
            }
            case "dense" -> {
                allow(entry, "inputUnits", "units");
                yield new Layer.Dense(units(entry, "inputUnits"), units(entry, "units"));
            }
            case "dropout" -> {
                allow(entry, "rate");
                yield new Layer.Dropout(entry.member("rate").rate());
            }
            case "ReLU" -> bare(entry, new Layer.Relu());
            case "global pool" -> bare(entry, new Layer.GlobalAveragePool());
            case "flatten" -> bare(entry, new Layer.Flatten());
            case "add" -> bare(entry, new Layer.Add());
            case "concatenate" -> bare(entry, new Layer.Concatenate());
            default -> null;
        };
        if (layer == null && !type.isEmpty()) {
            entry.member("type").refuse("unknown layer " + type, NearMiss.suggestion(type, TYPES));
        }
        return Optional.ofNullable(layer);
    }

    private static Layer bare(Place entry, Layer layer) {
        allow(entry);
        return layer;
    }

    private static void allow(Place entry, String... names) {
        Set<String> known = new HashSet<>(List.of("id", "type", "inputs", "output"));
        known.addAll(Arrays.asList(names));
        ArchitectureJson.checkNames(entry, known);
    }

    private static int channels(Place entry, String name) {
        return entry.member(name).integer(1, Limits.CHANNELS);
    }

    private static int units(Place entry, String name) {
        return entry.member(name).integer(1, Limits.VECTOR_UNITS);
    }

    private static int dimension(Place entry, String name) {
        return entry.member(name).integer(1, Limits.CAPSULE_DIMENSION);
    }

    private static int window(Place entry, String name, int least) {
        return entry.member(name).integer(least, Limits.WINDOW);
    }
}
