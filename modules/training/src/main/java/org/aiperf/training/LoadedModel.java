package org.aiperf.training;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.tensorflow.engine.SavedModelBundle;
import ai.djl.tensorflow.engine.TfSymbolBlock;
import ai.djl.translate.NoopTranslator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A graph that DJL has loaded: one session, with a block to run for each entry point. */
final class LoadedModel implements AutoCloseable {
    private final ZooModel<NDList, NDList> model;
    private final Map<String, TfSymbolBlock> blocks = new LinkedHashMap<>();

    private LoadedModel(ZooModel<NDList, NDList> model, List<EntryPoint> entryPoints) {
        this.model = model;
        SavedModelBundle bundle = ((TfSymbolBlock) model.getBlock()).getSavedModelBundle();
        for (EntryPoint entryPoint : entryPoints) {
            blocks.put(entryPoint.name(), block(bundle, entryPoint));
        }
    }

    /**
     * Writes the graph into a folder of its own under {@code temporary}, loads it and deletes the folder again.
     *
     * @param devices that the graph names
     */
    static LoadedModel of(GraphBuilder graph, List<EntryPoint> entryPoints, List<String> devices, Path temporary)
            throws IOException {
        Path directory = Files.createTempDirectory(temporary, "model");
        try {
            SavedModelFile.write(graph, entryPoints, directory);
            ZooModel<NDList, NDList> model = Criteria.builder()
                    .setTypes(NDList.class, NDList.class)
                    .optModelPath(directory)
                    .optModelName(SavedModelFile.NAME)
                    .optEngine(TensorFlowEngine.NAME)
                    .optOption("SignatureDefKey", entryPoints.getFirst().name())
                    .optOption(SessionConfig.OPTION, SessionConfig.of(devices))
                    .optTranslator(new NoopTranslator(null))
                    .build()
                    .loadModel();
            try {
                return new LoadedModel(model, entryPoints);
            } catch (RuntimeException | Error e) {
                model.close();
                throw e;
            }
        } catch (ModelNotFoundException | MalformedModelException e) {
            throw new IllegalStateException("the engine refuses the model", e);
        } finally {
            Files.deleteIfExists(directory.resolve(SavedModelFile.NAME));
            Files.deleteIfExists(directory);
        }
    }

    /** The block of an entry point; closing it would close the session. */
    TfSymbolBlock block(String entryPoint) {
        @Nullable TfSymbolBlock block = blocks.get(entryPoint);
        if (block == null) {
            throw new IllegalStateException("the model has no entry point " + entryPoint);
        }
        return block;
    }

    NDManager manager() {
        return model.getNDManager();
    }

    /** Checks that DJL found the entry point: it quietly takes another one if it did not. */
    private static TfSymbolBlock block(SavedModelBundle bundle, EntryPoint entryPoint) {
        TfSymbolBlock block = new TfSymbolBlock(bundle, entryPoint.name());
        if (!block.describeInput().keys().equals(List.copyOf(entryPoint.inputs().keySet()))
                || !block.describeOutput()
                        .keys()
                        .equals(List.copyOf(entryPoint.outputs().keySet()))) {
            throw new IllegalStateException("the engine has lost the entry point " + entryPoint.name());
        }
        return block;
    }

    @Override
    public void close() {
        model.close();
    }
}
