package org.aiperf.training;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Appends operations to a TensorFlow graph under names that nothing else has. */
final class GraphBuilder implements AutoCloseable {
    private final Graph graph = new Graph();
    private final Map<String, Integer> used = new HashMap<>();
    private final Map<String, String> deviceOfPrefix = new LinkedHashMap<>();
    private String device = "";

    /**
     * Builds operations that run on a device.
     *
     * @param name {@code CPU:0} and so on; empty for one that the engine chooses
     */
    <T> T on(String name, Supplier<T> build) {
        String before = device;
        device = name.isEmpty() ? "" : "/device:" + name;
        try {
            return build.get();
        } finally {
            device = before;
        }
    }

    /** The graph with every operation's device: the engine's gradients come without one and get their tower's here. */
    GraphDef definition() {
        GraphDef.Builder definition = graph.toGraphDef().toBuilder();
        for (NodeDef.Builder node : definition.getNodeBuilderList()) {
            deviceOfPrefix.forEach((prefix, name) -> {
                if (node.getName().startsWith(prefix + "/") && node.getDevice().isEmpty()) {
                    node.setDevice(name);
                }
            });
        }
        return definition.build();
    }

    /** An operation still to be given its inputs; its name begins with {@code name}. */
    OperationBuilder operation(String type, String name) {
        int count = used.merge(name, 1, Integer::sum);
        OperationBuilder builder = graph.opBuilder(type, count == 1 ? name : name + "_" + count, graph.baseScope());
        return device.isEmpty() ? builder : builder.setDevice(device);
    }

    /** The first output of an operation without attributes. */
    Output<?> output(String type, Output<?>... inputs) {
        return output(type, attributes -> attributes, inputs);
    }

    /** The first output of an operation whose attributes {@code attributes} sets. */
    Output<?> output(String type, UnaryOperator<OperationBuilder> attributes, Output<?>... inputs) {
        OperationBuilder builder = operation(type, type);
        for (Output<?> input : inputs) {
            builder.addInput(input);
        }
        return attributes.apply(builder).build().output(0);
    }

    /** The sum of tensors of one shape. */
    Output<?> sum(List<? extends Output<?>> parts) {
        return parts.size() == 1
                ? parts.getFirst()
                : operation("AddN", "AddN")
                        .addInputList(parts.toArray(Output<?>[]::new))
                        .build()
                        .output(0);
    }

    /** A tensor that is handed in when the graph runs; a size of −1 is open. */
    Output<?> placeholder(String name, DataType type, long... shape) {
        return operation("Placeholder", name)
                .setAttr("dtype", type)
                .setAttr("shape", Shape.of(shape))
                .build()
                .output(0);
    }

    Output<?> constant(float value) {
        try (TFloat32 tensor = TFloat32.scalarOf(value)) {
            return constant(tensor, DataType.DT_FLOAT);
        }
    }

    Output<?> constant(int value) {
        try (TInt32 tensor = TInt32.scalarOf(value)) {
            return constant(tensor, DataType.DT_INT32);
        }
    }

    Output<?> vector(int... values) {
        try (TInt32 tensor = TInt32.vectorOf(values)) {
            return constant(tensor, DataType.DT_INT32);
        }
    }

    /** A matrix of two columns, as padding is described. */
    Output<?> pairs(int[]... rows) {
        try (TInt32 tensor = TInt32.tensorOf(Shape.of(rows.length, 2))) {
            for (int i = 0; i < rows.length; i++) {
                tensor.setInt(rows[i][0], i, 0);
                tensor.setInt(rows[i][1], i, 1);
            }
            return constant(tensor, DataType.DT_INT32);
        }
    }

    /** A vector of no elements. */
    Output<?> emptyVector() {
        try (TFloat32 tensor = TFloat32.tensorOf(Shape.of(0))) {
            return constant(tensor, DataType.DT_FLOAT);
        }
    }

    /** The same tensor, available only after the operations {@code before} have run. */
    Output<?> after(String name, Output<?> tensor, Iterable<? extends org.tensorflow.Operation> before) {
        OperationBuilder builder = operation("Identity", name).addInput(tensor);
        for (org.tensorflow.Operation operation : before) {
            builder.addControlInput(operation);
        }
        return builder.build().output(0);
    }

    /** The gradients of a scalar, computed on the present device; null where it does not depend on a tensor. */
    @Nullable
    Output<?>[] gradients(Output<?> of, Output<?>[] by) {
        int count = used.merge("gradients", 1, Integer::sum);
        String prefix = count == 1 ? "gradients" : "gradients_" + count;
        if (!device.isEmpty()) {
            deviceOfPrefix.put(prefix, device);
        }
        return graph.addGradients(prefix, new Output<?>[] {of}, by, null);
    }

    private Output<?> constant(Tensor tensor, DataType type) {
        return operation("Const", "Const")
                .setAttr("value", tensor)
                .setAttr("dtype", type)
                .build()
                .output(0);
    }

    @Override
    public void close() {
        graph.close();
    }
}
