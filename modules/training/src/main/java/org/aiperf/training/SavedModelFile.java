package org.aiperf.training;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Writes a graph and its entry points as a TensorFlow SavedModel. It has no initialising operation on purpose: DJL runs
 * one with every call, which would reset the variables at each step.
 */
final class SavedModelFile {
    static final String NAME = "saved_model.pb";

    private SavedModelFile() {}

    static void write(GraphBuilder graph, List<EntryPoint> entryPoints, Path directory) throws IOException {
        MetaGraphDef.Builder meta = MetaGraphDef.newBuilder()
                .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
                .setGraphDef(graph.definition());
        for (EntryPoint entryPoint : entryPoints) {
            SignatureDef.Builder signature = SignatureDef.newBuilder().setMethodName(entryPoint.name());
            describe(entryPoint.inputs(), signature::putInputs);
            describe(entryPoint.outputs(), signature::putOutputs);
            meta.putSignatureDef(entryPoint.name(), signature.build());
        }
        SavedModel model = SavedModel.newBuilder()
                .setSavedModelSchemaVersion(1)
                .addMetaGraphs(meta)
                .build();
        try (OutputStream out = Files.newOutputStream(directory.resolve(NAME))) {
            model.writeTo(out);
        }
    }

    private static void describe(SortedMap<String, Output<?>> tensors, BiConsumer<String, TensorInfo> put) {
        tensors.forEach((key, tensor) -> put.accept(key, info(tensor)));
    }

    private static TensorInfo info(Output<?> tensor) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long size : tensor.shape().asArray()) {
            shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
        }
        return TensorInfo.newBuilder()
                .setName(tensor.op().name() + ":" + tensor.index())
                .setDtype(DataType.forNumber(tensor.dataType().getNumber()))
                .setTensorShape(shape)
                .build();
    }
}
