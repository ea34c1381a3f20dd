package org.aiperf.training;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.aiperf.datasets.ImageSource;
import org.aiperf.problems.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * Prepares batches in their order, two ahead of the one being computed with, so that the engine need not wait for files to
 * be read and pictures to be decoded. Several threads fill the same batch, each some of its images, and go on to the next:
 * memory is bounded by three batches, however many threads there are. What is in a batch follows from the seed alone:
 * every image has a seed of its own, made of its place in the training.
 */
final class BatchPipeline implements AutoCloseable {
    private static final int BATCHES = 3;
    /** A thread takes about so many bytes of images at once: fewer would cost more in turns than in copying. */
    private static final int BYTES_AT_ONCE = 1 << 16;

    private static final int MOST_THREADS = 64;

    /** Images at once when a network is only asked about them; {@code Work} in benchmark predicts with as many. */
    static final int EVALUATION_BATCH = 250;

    /** Closed with the pipeline: memory that waits for the garbage collector adds up over thousands of trainings. */
    private final Arena memory = Arena.ofShared();

    private final ImageSource images;
    private final BatchOrder order;
    private final Filler filler;
    private final int imagesAtOnce;
    private final List<Thread> threads = new ArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    /** A batch can be begun, or there is nothing more to do. */
    private final Condition work = lock.newCondition();
    /** A batch is ready, or preparing failed. */
    private final Condition ready = lock.newCondition();

    private final Place[] ring = new Place[BATCHES];
    private final long steps;
    /** Batches begun; the last of them is being handed out to threads. */
    private long begun;
    /** Batches whose place is free again. */
    private long released;

    private long handedOut;
    private boolean closed;
    private @Nullable Throwable failure;

    /** A batch that is being filled. */
    private static final class Place {
        private final Batch batch;
        private long step;
        private int[] images = {};
        private int taken;
        private int filled;

        Place(Batch batch) {
            this.batch = batch;
        }
    }

    /** The images {@code from} to {@code to} of a batch, for one thread to read. */
    private record Part(Place place, int from, int to) {}

    /** Reads one image in the way that is wanted. */
    private interface Filler {
        /** @return the label */
        int read(int image, long seed, byte[] scratch, byte[] target) throws InvalidInputException;
    }

    private BatchPipeline(ImageSource images, BatchOrder order, Filler filler, int threads) {
        this.images = images;
        this.order = order;
        this.filler = filler;
        steps = order.steps();
        int capacity = order.largestBatch();
        imagesAtOnce = Math.clamp(BYTES_AT_ONCE / images.imageBytes(), 1, capacity);
        for (int i = 0; i < BATCHES; i++) {
            ring[i] = new Place(new Batch(memory, capacity, images.imageBytes()));
        }
        long parts = steps * ((capacity + imagesAtOnce - 1) / imagesAtOnce);
        for (int i = 0; i < Math.min(threads, parts); i++) {
            this.threads.add(Thread.ofPlatform().daemon().name("batches-" + i).start(this::fill));
        }
    }

    /** The batches of a training from its first epoch on. */
    static BatchPipeline training(ImageSource images, TrainingOptions options) {
        return training(images, options, 0);
    }

    /**
     * The batches of a training. Each epoch shuffles the images anew and cuts them into as few batches as
     * {@code batchSize} allows, all of the same size but for one image, so that no batch is too small to normalise by.
     *
     * @param firstEpoch the first one to prepare, from 0
     */
    static BatchPipeline training(ImageSource images, TrainingOptions options, int firstEpoch) {
        return training(images, options, firstEpoch, threads());
    }

    static BatchPipeline training(ImageSource images, TrainingOptions options, int firstEpoch, int threads) {
        BatchOrder order = BatchOrder.shuffled(
                images.size(), stepsPerEpoch(images.size(), options.batchSize()), firstEpoch, options);
        if (images.varies()) {
            return new BatchPipeline(
                    images, order, (image, seed, _, target) -> images.readVaried(image, seed, target), threads);
        }
        Augmentation augmentation = new Augmentation(options.shift(), options.flip());
        Filler filler = (image, seed, scratch, target) -> {
            int label = images.readVaried(image, seed, scratch);
            augmentation.apply(images, scratch, new SplittableRandom(seed), target);
            return label;
        };
        return new BatchPipeline(images, order, filler, threads);
    }

    /**
     * All images in their order and as they are, as often as a training evaluates: the first batches of an evaluation are
     * ready before the training comes to it.
     */
    static BatchPipeline evaluation(ImageSource images, int times) {
        return new BatchPipeline(
                images,
                BatchOrder.sequential(images.size(), evaluationSteps(images.size()), times),
                (image, _, _, target) -> images.read(image, target),
                threads());
    }

    private static int threads() {
        return Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
    }

    static int stepsPerEpoch(int images, int batchSize) {
        return (images + batchSize - 1) / batchSize;
    }

    /** Batches of one evaluation. */
    static int evaluationSteps(int images) {
        return stepsPerEpoch(images, EVALUATION_BATCH);
    }

    /**
     * The next batch, which may be used until the next call; waits until it is ready.
     *
     * @throws IllegalStateException after the last batch, or if preparing failed; if too many images are corrupt, with the
     *     {@link InvalidInputException} as its cause
     */
    Batch next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (handedOut > released) {
                released = handedOut;
                work.signal();
            }
            if (handedOut == steps) {
                throw new IllegalStateException("there are no more batches");
            }
            Place place = ring[(int) (handedOut % BATCHES)];
            while (failure == null && !(place.step == handedOut && isFull(place))) {
                ready.await();
            }
            if (failure != null) {
                throw new IllegalStateException(failure.getMessage(), failure);
            }
            handedOut++;
            return place.batch;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull(Place place) {
        return place.filled > 0 && place.filled == place.batch.size();
    }

    private void fill() {
        byte[] image = new byte[images.imageBytes()];
        byte[] scratch = new byte[images.imageBytes()];
        try {
            for (Part part = take(); part != null; part = take()) {
                Place place = part.place();
                for (int i = part.from(); i < part.to(); i++) {
                    long seed = order.seed(place.step, i);
                    int label = filler.read(place.images[i], seed, scratch, image);
                    place.batch.put(i, image, label);
                }
                filled(part);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (InvalidInputException | RuntimeException | Error e) {
            fail(e);
        }
    }

    /** The next images to read, once there is room for them; null if there are none left. */
    private @Nullable Part take() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                if (closed || failure != null) {
                    return null;
                }
                if (begun > 0) {
                    Place current = ring[(int) ((begun - 1) % BATCHES)];
                    if (current.taken < current.batch.size()) {
                        int from = current.taken;
                        current.taken = Math.min(from + imagesAtOnce, current.batch.size());
                        work.signal();
                        return new Part(current, from, current.taken);
                    }
                }
                if (begun == steps) {
                    work.signal();
                    return null;
                }
                if (begun < released + BATCHES) {
                    begin(ring[(int) (begun % BATCHES)]);
                } else {
                    work.await();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void begin(Place place) {
        place.step = begun;
        place.images = order.images(begun);
        place.batch.resize(place.images.length);
        place.taken = 0;
        place.filled = 0;
        begun++;
    }

    private void filled(Part part) {
        lock.lock();
        try {
            Place place = part.place();
            place.filled += part.to() - part.from();
            if (isFull(place)) {
                ready.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void fail(Throwable reason) {
        lock.lock();
        try {
            if (failure == null) {
                failure = reason;
            }
            work.signalAll();
            ready.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the threads, each after the images that it is reading: an interruption would only break off its reading. The
     * batches are gone with them.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (true) {
                try {
                    thread.join();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        memory.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
