package org.aiperf.training;

import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.aiperf.datasets.ImageSet;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the batches of a whole training in their order, on a thread of its own, two ahead of the one being computed
 * with. Each epoch shuffles the images anew and cuts them into as few batches as {@code batchSize} allows, all of the
 * same size but for one image, so that no batch is too small to normalise by. What is in a batch follows from the seed
 * alone.
 */
final class BatchPipeline implements AutoCloseable {
    private static final int BATCHES = 3;

    private final ImageSet images;
    private final Augmentation augmentation;
    private final int firstEpoch;
    private final int epochs;
    private final int stepsPerEpoch;
    private final long seed;

    private final BlockingQueue<Batch> ready = new ArrayBlockingQueue<>(BATCHES);
    private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(BATCHES);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Batch end = new Batch(0, 0);
    private final Thread thread;
    private @Nullable Batch handedOut;

    BatchPipeline(ImageSet images, TrainingOptions options) {
        this(images, options, 0);
    }

    /** @param firstEpoch the first one to prepare, from 0 */
    BatchPipeline(ImageSet images, TrainingOptions options, int firstEpoch) {
        this.firstEpoch = firstEpoch;
        this.images = images;
        augmentation = new Augmentation(options.shift(), options.flip());
        epochs = options.epochs();
        stepsPerEpoch = stepsPerEpoch(images.size(), options.batchSize());
        seed = options.seed();
        int capacity = (images.size() + stepsPerEpoch - 1) / stepsPerEpoch;
        for (int i = 0; i < BATCHES; i++) {
            free.add(new Batch(capacity, images.imageBytes()));
        }
        thread = Thread.ofPlatform().daemon().name("batches").start(this::run);
    }

    static int stepsPerEpoch(int images, int batchSize) {
        return (images + batchSize - 1) / batchSize;
    }

    /**
     * The next batch, which may be used until the next call; waits until it is ready.
     *
     * @throws IllegalStateException after the last batch, or if preparing failed
     */
    Batch next() throws InterruptedException {
        if (handedOut != null) {
            free.add(handedOut);
            handedOut = null;
        }
        Batch batch = ready.take();
        if (batch == end) {
            ready.add(end);
            throw new IllegalStateException("there are no more batches", failure.get());
        }
        handedOut = batch;
        return batch;
    }

    private void run() {
        try {
            for (int epoch = firstEpoch; epoch < epochs; epoch++) {
                prepareEpoch(new SplittableRandom(seed ^ (epoch + 1) * 0x9e3779b97f4a7c15L));
            }
            ready.put(end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failure.set(e);
            ready.clear();
            ready.add(end);
        }
    }

    private void prepareEpoch(SplittableRandom random) throws InterruptedException {
        int[] order = shuffled(images.size(), random);
        byte[] image = new byte[images.imageBytes()];
        for (int step = 0; step < stepsPerEpoch; step++) {
            Batch batch = free.take();
            batch.clear();
            int to = boundary(step + 1);
            for (int i = boundary(step); i < to; i++) {
                augmentation.apply(images, order[i], random, image);
                batch.add(image, images.label(order[i]));
            }
            ready.put(batch);
        }
    }

    private int boundary(int step) {
        return (int) ((long) images.size() * step / stepsPerEpoch);
    }

    private static int[] shuffled(int size, SplittableRandom random) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
