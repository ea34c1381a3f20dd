package org.aiperf.training;

import org.aiperf.architecture.ParameterSpec;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * A parameter as a TensorFlow resource that lives as long as the session.
 *
 * @param spec what it is
 * @param handle refers to the resource
 * @param value reads it
 */
record Variable(ParameterSpec spec, Output<?> handle, Output<?> value) {

    static Variable create(GraphBuilder graph, ParameterSpec spec) {
        String name = "layer" + spec.name();
        Output<?> handle = resource(graph, name, shape(spec));
        return new Variable(spec, handle, read(graph, name, handle));
    }

    /** The value of a resource. */
    static Output<?> read(GraphBuilder graph, String name, Output<?> handle) {
        return graph.operation("ReadVariableOp", name + "/read")
                .addInput(handle)
                .setAttr("dtype", DataType.DT_FLOAT)
                .build()
                .output(0);
    }

    /** Somewhere to keep the velocity of momentum, of the same shape. */
    Output<?> velocity(GraphBuilder graph) {
        return resource(graph, "layer" + spec.name() + "/velocity", shape(spec));
    }

    /** Sets a resource to a value. */
    static Operation assign(GraphBuilder graph, Output<?> handle, Output<?> value) {
        return graph.operation("AssignVariableOp", "assign")
                .addInput(handle)
                .addInput(value)
                .setAttr("dtype", DataType.DT_FLOAT)
                .build();
    }

    static Shape shape(ParameterSpec spec) {
        return Shape.of(spec.shape().stream().mapToLong(Integer::longValue).toArray());
    }

    /** A new resource, without a value until it is assigned one. */
    static Output<?> resource(GraphBuilder graph, String name, Shape shape) {
        return graph.operation("VarHandleOp", name)
                .setAttr("dtype", DataType.DT_FLOAT)
                .setAttr("shape", shape)
                .setAttr("shared_name", name)
                .build()
                .output(0);
    }
}
