package org.aiperf.architecture.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.ParameterCount;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.ShapeInference;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;

/**
 * Layers read from a file, which may or may not make a sound graph; {@link #build} notes everything that is amiss. What
 * follows only from a layer that could not be read is not noted.
 */
final class DraftGraph {
    private final String file;
    private final Optional<Shape> input;
    private final Problems problems;
    private final List<LayerNode> layers = new ArrayList<>();
    private final Map<Integer, LayerNode> writers = new HashMap<>();
    private final Set<Integer> tensorsOfUnreadable = new HashSet<>();
    private boolean unreadable;
    private boolean tensorsUnknown;
    private boolean sound = true;

    /** @param input empty if it could not be read */
    DraftGraph(String file, Optional<Shape> input, Problems problems) {
        this.file = file;
        this.input = input;
        this.problems = problems;
    }

    /** Reads a layer with {@code reader}; if that notes a problem, the layer counts as unreadable. */
    void add(Place entry, Place output, Function<Place, Optional<LayerNode>> reader) {
        Problems own = new Problems();
        Optional<LayerNode> node = reader.apply(entry.noting(own));
        own.list().forEach(problems::add);
        if (own.isEmpty() && node.isPresent()) {
            layers.add(node.get());
            return;
        }
        unreadable = true;
        JsonNode tensor = output.value();
        if (tensor != null && tensor.canConvertToInt()) {
            tensorsOfUnreadable.add(tensor.intValue());
        } else {
            tensorsUnknown = true;
        }
    }

    /** The layers that could be read. */
    List<LayerNode> layers() {
        return layers;
    }

    Optional<Architecture> build() {
        checkNumbers();
        checkInputs();
        if (sound) {
            checkShapes();
            checkSize();
            checkClasses();
        }
        return sound && !unreadable ? input.map(shape -> new Architecture(shape, layers)) : Optional.empty();
    }

    private void checkNumbers() {
        Set<Integer> ids = new HashSet<>();
        for (LayerNode node : layers) {
            if (!ids.add(node.id())) {
                refuse(node, "has an id that another layer has", "give each layer an id of its own");
            }
            if (node.output() == 0) {
                refuse(node, "writes tensor 0, the image", "let it write a tensor of its own");
            } else if (writers.putIfAbsent(node.output(), node) != null) {
                refuse(
                        node,
                        "writes tensor " + node.output() + ", which another layer writes",
                        "let each write its own");
            }
        }
    }

    private void checkInputs() {
        for (LayerNode node : layers) {
            for (int tensor : node.inputs()) {
                boolean written = tensor == 0 || writers.containsKey(tensor) || tensorsOfUnreadable.contains(tensor);
                if (!written && !tensorsUnknown) {
                    refuse(node, "reads tensor " + tensor + ", which no layer writes", "read one that is written");
                }
            }
        }
    }

    /** Follows the shapes as far as they go. */
    private void checkShapes() {
        Map<Integer, Optional<Shape>> known = new HashMap<>();
        known.put(0, input);
        for (LayerNode node : layers) {
            for (int tensor : node.inputs()) {
                if (!writers.containsKey(tensor)) {
                    known.putIfAbsent(tensor, Optional.empty());
                }
            }
        }
        List<LayerNode> waiting = new ArrayList<>(layers);
        while (!waiting.isEmpty()) {
            List<LayerNode> later = new ArrayList<>();
            for (LayerNode node : waiting) {
                if (known.keySet().containsAll(node.inputs())) {
                    known.put(node.output(), shape(node, known));
                } else {
                    later.add(node);
                }
            }
            if (later.size() == waiting.size()) {
                refuse(later.getFirst(), "waits for its own answer: the layers form a cycle", "break the cycle");
                return;
            }
            waiting = later;
        }
    }

    private Optional<Shape> shape(LayerNode node, Map<Integer, Optional<Shape>> known) {
        List<Shape> inputs = new ArrayList<>();
        for (int tensor : node.inputs()) {
            known.getOrDefault(tensor, Optional.empty()).ifPresent(inputs::add);
        }
        if (inputs.size() < node.inputs().size()) {
            return Optional.empty();
        }
        try {
            Shape output = ShapeInference.output(node.layer(), inputs);
            if (output.elements() > Shape.MAX_ELEMENTS) {
                refuse(
                        node,
                        "writes " + output + ", too large a tensor",
                        "use at most " + Shape.MAX_ELEMENTS + " numbers");
                return Optional.empty();
            }
            return Optional.of(output);
        } catch (IllegalArgumentException e) {
            refuse(node, "does not fit: " + e.getMessage(), "mend its sizes or what it reads");
            return presumed(node.layer(), inputs.getFirst());
        }
    }

    /** What a layer that does not fit would write if its input were mended, so that later misfits are found too. */
    private static Optional<Shape> presumed(Layer layer, Shape input) {
        return switch (layer) {
            case Layer.Dense d -> Optional.of(Shape.vector(d.units()));
            case Layer.BatchNorm _, Layer.Add _ -> Optional.of(input);
            case Layer.Convolution c
            when input.isImage() && c.inputChannels() != input.channels() -> {
                Layer mended =
                        new Layer.Convolution(input.channels(), c.filters(), c.kernel(), c.stride(), c.padding());
                try {
                    yield Optional.of(ShapeInference.output(mended, List.of(input)));
                } catch (IllegalArgumentException _) {
                    yield Optional.empty();
                }
            }
            default -> Optional.empty();
        };
    }

    private void checkSize() {
        long parameters = 0;
        for (LayerNode node : layers) {
            parameters += ParameterCount.kept(node.layer());
            if (parameters > Limits.PARAMETERS) {
                refuse(node, "brings the parameters to " + parameters, "keep at most " + Limits.PARAMETERS);
                return;
            }
        }
    }

    private void checkClasses() {
        if (!unreadable && layers.stream().noneMatch(node -> Architecture.givesClasses(node.layer()))) {
            sound = false;
            problems.add(Problem.of(file, "has no dense layer to give the classes", "end it with a dense layer"));
        }
    }

    private void refuse(LayerNode node, String message, String fix) {
        sound = false;
        String layer = "layer " + node.id() + " (" + node.layer().type() + ")";
        problems.add(new Problem(file, 0, layer, message, fix));
    }
}
