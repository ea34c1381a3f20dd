package org.aiperf.bench.pytorch;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.aiperf.bench.process.MeasuringProgram;

/**
 * Steps of training with DJL's PyTorch engine as its own documentation writes them: forward, loss, backward, momentum.
 * The images lie ready as numbers, channels first, as PyTorch likes them best; only the copy into its tensors is
 * measured with the step.
 */
public final class PyTorchTraining implements AutoCloseable {
    private static final float MOMENTUM = 0.9f;
    private static final float LEARNING_RATE = 0.01f;

    private final List<ImageFile.Numbers> batches;
    private final Shape shape;
    private final Model model;
    private final Trainer trainer;
    private final Loss loss = Loss.softmaxCrossEntropyLoss();
    private int at;

    private PyTorchTraining(ImageFile images, int width, int batchSize) {
        batches = images.batches(batchSize);
        shape = new Shape(batchSize, images.channels(), images.height(), images.width());
        model = Model.newInstance("resnet14", Device.cpu(), "PyTorch");
        model.setBlock(PyTorchResNet.of(2, width, images.classes()));
        Optimizer momentum = Optimizer.sgd()
                .setLearningRateTracker(Tracker.fixed(LEARNING_RATE))
                .optMomentum(MOMENTUM)
                .build();
        trainer = model.newTrainer(new DefaultTrainingConfig(loss)
                .optOptimizer(momentum)
                .optInitializer(new XavierInitializer(), Parameter.Type.WEIGHT)
                .optDevices(new Device[] {Device.cpu()}));
        trainer.initialize(shape);
    }

    /** Arguments: the file of images, the width of the network, the batch size. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ImageFile images = ImageFile.read(Path.of(arguments[0]));
        Engine.getEngine("PyTorch");
        try (PyTorchTraining training =
                new PyTorchTraining(images, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]))) {
            MeasuringProgram.serve((_, times) -> training.steps(times));
        }
    }

    private double[] steps(int count) {
        double[] seconds = new double[count];
        for (int i = 0; i < count; i++) {
            long began = System.nanoTime();
            float lossOfStep = step();
            seconds[i] = (System.nanoTime() - began) / 1e9;
            if (!Float.isFinite(lossOfStep)) {
                throw new IllegalStateException("the loss became " + lossOfStep);
            }
        }
        return seconds;
    }

    private float step() {
        ImageFile.Numbers batch = batches.get(at);
        at = (at + 1) % batches.size();
        float value;
        try (NDManager memory = trainer.getManager().newSubManager()) {
            NDArray data = memory.create(batch.images(), shape);
            NDArray labels = memory.create(batch.labels(), new Shape(batch.labels().length));
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDList predicted = trainer.forward(new NDList(data));
                NDArray lossOfBatch = loss.evaluate(new NDList(labels), predicted);
                collector.backward(lossOfBatch);
                value = lossOfBatch.getFloat();
                predicted.close();
                lossOfBatch.close();
            }
        }
        trainer.step();
        return value;
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
