package org.aiperf.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.aiperf.datasets.ImageSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchPipelineTest {
    private static final int IMAGES = 103;
    /** Image i is a pixel of value i with the label i. */
    private static final ImageSet NUMBERED = numbered();

    private static final TrainingOptions OPTIONS =
            TrainingOptions.defaults(3, 9).withBatchSize(20).withShift(0);

    @Test
    void everyEpochShowsEveryImageOnceInAnOrderOfItsOwn() throws Exception {
        List<List<Integer>> epochs = new ArrayList<>();
        try (BatchPipeline pipeline = BatchPipeline.training(NUMBERED, OPTIONS)) {
            for (int epoch = 0; epoch < 3; epoch++) {
                List<Integer> shown = new ArrayList<>();
                for (int step = 0; step < BatchPipeline.stepsPerEpoch(IMAGES, 20); step++) {
                    Batch batch = pipeline.next();
                    assertThat(batch.size()).isBetween(17, 18);
                    shown.addAll(labels(batch));
                }
                assertThat(shown)
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.range(0, IMAGES).boxed().toList());
                epochs.add(shown);
            }
            assertThatThrownBy(pipeline::next).isInstanceOf(IllegalStateException.class);
        }
        assertThat(epochs.get(0)).isNotEqualTo(epochs.get(1));
        assertThat(epochs.get(1)).isNotEqualTo(epochs.get(2));
    }

    @Test
    void imagesKeepTheirLabels() throws Exception {
        try (BatchPipeline pipeline = BatchPipeline.training(NUMBERED, OPTIONS)) {
            for (int step = 0; step < 18; step++) {
                Batch batch = pipeline.next();
                ByteBuffer images = batch.images();
                assertThat(images.remaining()).isEqualTo(batch.size());
                for (int label : labels(batch)) {
                    assertThat((int) images.get()).isEqualTo(label);
                }
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameBatchesInTheSameOrder() throws Exception {
        TrainingOptions changing = OPTIONS.withShift(2).withFlip(true);
        List<List<Integer>> first = new ArrayList<>();
        try (BatchPipeline pipeline = BatchPipeline.training(NUMBERED, changing)) {
            for (int step = 0; step < 18; step++) {
                first.add(labels(pipeline.next()));
            }
        }
        try (BatchPipeline pipeline = BatchPipeline.training(NUMBERED, changing)) {
            for (int step = 0; step < 18; step++) {
                assertThat(labels(pipeline.next())).isEqualTo(first.get(step));
            }
        }
    }

    @Test
    void canBeClosedHalfWay() throws Exception {
        BatchPipeline pipeline = BatchPipeline.training(NUMBERED, OPTIONS);
        pipeline.next();
        pipeline.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("batches-") && thread.isAlive());
    }

    private static List<Integer> labels(Batch batch) {
        IntBuffer buffer = batch.labels().asIntBuffer();
        List<Integer> labels = new ArrayList<>();
        while (buffer.hasRemaining()) {
            labels.add(buffer.get());
        }
        return labels;
    }

    private static ImageSet numbered() {
        byte[] pixels = new byte[IMAGES];
        int[] labels = new int[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            pixels[i] = (byte) i;
            labels[i] = i;
        }
        return new ImageSet(1, 1, 1, IMAGES, pixels, labels);
    }
}
