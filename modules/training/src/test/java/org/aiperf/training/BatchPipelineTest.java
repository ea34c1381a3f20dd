package org.aiperf.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.aiperf.datasets.ImageSet;
import org.aiperf.datasets.ImageSource;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
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

    @Test
    void theNumberOfThreadsChangesNothing() throws Exception {
        Slow source = new Slow(211);
        List<Long> alone = drain(source, 1);
        assertThat(alone).hasSize(33);
        for (int threads : new int[] {2, 5, 16}) {
            assertThat(drain(source, threads)).as(threads + " threads").isEqualTo(alone);
        }
        assertThat(alone.subList(0, 11)).isNotEqualTo(alone.subList(11, 22));
    }

    @Test
    void aTrainingThatGoesOnGetsTheBatchesOfItsEpochs() throws Exception {
        List<Long> whole = drain(new Slow(211), 3);
        List<Long> rest = new ArrayList<>();
        try (BatchPipeline pipeline = BatchPipeline.training(new Slow(211), OPTIONS, 2, 3)) {
            drain(pipeline, 11, rest);
        }
        assertThat(rest).isEqualTo(whole.subList(22, 33));
    }

    @Test
    void readsNoFurtherAheadThanThreeBatches() throws Exception {
        Slow source = new Slow(211);
        try (BatchPipeline pipeline = BatchPipeline.training(source, OPTIONS, 0, 8)) {
            pipeline.next();
            source.awaitReads(55);
            pipeline.next();
            source.awaitReads(75);
            pipeline.next();
        }
        // Twenty images to a batch at most: three given away, and room for three at once, one of them in use.
        assertThat(source.reads.get()).isBetween(75, 5 * 20);
    }

    @Test
    void closingEndsEveryThreadEvenInTheMiddleOfABatch() throws Exception {
        Slow source = new Slow(211);
        BatchPipeline pipeline = BatchPipeline.training(source, OPTIONS, 0, 8);
        source.awaitReads(3);
        pipeline.close();
        int reads = source.reads.get();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("batches-") && thread.isAlive());
        assertThat(source.reads.get()).isEqualTo(reads);
    }

    @Test
    void tooManyCorruptImagesEndTheTrainingWithTheirReason() throws Exception {
        Slow source = new Slow(211);
        source.failing = 100;
        try (BatchPipeline pipeline = BatchPipeline.training(source, OPTIONS, 0, 4)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 33; i++) {
                            pipeline.next();
                        }
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("image 100 is broken")
                    .hasCauseInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void everyEvaluationShowsEveryImageOnceInOrder() throws Exception {
        try (BatchPipeline pipeline = BatchPipeline.evaluation(NUMBERED, 3)) {
            for (int time = 0; time < 3; time++) {
                List<Integer> shown = new ArrayList<>();
                for (int step = 0; step < BatchPipeline.evaluationSteps(IMAGES); step++) {
                    shown.addAll(labels(pipeline.next()));
                }
                assertThat(shown).isEqualTo(IntStream.range(0, IMAGES).boxed().toList());
            }
            assertThatThrownBy(pipeline::next).isInstanceOf(IllegalStateException.class);
        }
    }

    private static List<Long> drain(ImageSource source, int threads) throws InterruptedException {
        List<Long> batches = new ArrayList<>();
        try (BatchPipeline pipeline = BatchPipeline.training(source, OPTIONS, 0, threads)) {
            drain(pipeline, 33, batches);
        }
        return batches;
    }

    private static void drain(BatchPipeline pipeline, int steps, List<Long> batches) throws InterruptedException {
        for (int step = 0; step < steps; step++) {
            Batch batch = pipeline.next();
            CRC32C sum = new CRC32C();
            sum.update(batch.images());
            sum.update(batch.labels());
            batches.add(sum.getValue());
        }
    }

    /** Images that take some time, not always the same, and change with their seed. */
    private static final class Slow implements ImageSource {
        private final int size;
        private final AtomicInteger reads = new AtomicInteger();
        private volatile int failing = -1;

        Slow(int size) {
            this.size = size;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public int height() {
            return 150;
        }

        @Override
        public int width() {
            return 150;
        }

        @Override
        public int channels() {
            return 3;
        }

        @Override
        public int classes() {
            return 256;
        }

        @Override
        public boolean varies() {
            return true;
        }

        @Override
        public int read(int image, byte[] target) {
            throw new AssertionError("not to train with");
        }

        @Override
        public int readVaried(int image, long seed, byte[] target) throws InvalidInputException {
            if (image == failing) {
                throw new InvalidInputException(Problem.of("slow", "image " + image + " is broken", ""));
            }
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = random.nextInt(2_000); i > 0; i--) {
                Thread.onSpinWait();
            }
            random.nextBytes(target);
            reads.incrementAndGet();
            synchronized (reads) {
                reads.notifyAll();
            }
            return image % 256;
        }

        void awaitReads(int wanted) throws InterruptedException {
            synchronized (reads) {
                while (reads.get() < wanted) {
                    reads.wait(10_000);
                }
            }
        }
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
