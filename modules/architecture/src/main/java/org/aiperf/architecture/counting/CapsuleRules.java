package org.aiperf.architecture.counting;

import org.aiperf.architecture.Layer;
import org.aiperf.architecture.Shape;

/**
 * What capsules cost (docs/operation-counts.md), as they are computed: a squash takes the squared length, its root and
 * the quotient of the two, and scales the capsule; the first iteration of routing has nothing to weigh by and takes the
 * mean of the votes; the gradient goes back through all iterations.
 */
final class CapsuleRules {
    private static final long MULTIPLY_ADD = 2;
    private static final long DIVIDE = 4;
    private static final long ROOT = 4;
    private static final long EXPONENTIAL = 8;

    private CapsuleRules() {}

    /** What two directions cost, per image. */
    record Cost(long forward, long backward) {}

    /** The squashes of primary capsules, beside their convolution. */
    static Cost squashes(Shape capsules) {
        long count = capsules.dimensions().getFirst();
        return new Cost(
                Math.multiplyExact(count, squash(capsules.channels())),
                Math.multiplyExact(count, squashBackward(capsules.channels())));
    }

    static Cost routed(Layer.RoutedCapsules r, boolean needsInputGradient) {
        long pairs = Math.multiplyExact((long) r.inputCapsules(), r.capsules());
        long votes = Math.multiplyExact(pairs, r.dimension());
        long matrices = Math.multiplyExact(MULTIPLY_ADD * r.inputDimension(), votes);
        long further = r.iterations() - 1L;
        long sums = Math.multiplyExact(Math.max(further - 1, 0), pairs);
        long softmax = (1 + EXPONENTIAL + DIVIDE) * pairs - r.inputCapsules();
        long softmaxBackward = 4 * pairs - r.inputCapsules();
        long forward = total(
                matrices,
                votes,
                Math.multiplyExact((long) r.iterations() * r.capsules(), squash(r.dimension())),
                Math.multiplyExact(further, total(2 * MULTIPLY_ADD * votes, softmax)),
                sums);
        long backward = total(
                Math.multiplyExact(needsInputGradient ? 2 : 1, matrices),
                (long) r.capsules() * r.dimension(),
                Math.multiplyExact((long) r.iterations() * r.capsules(), squashBackward(r.dimension())),
                Math.multiplyExact(further, total(8 * votes, softmaxBackward)),
                sums);
        return new Cost(forward, backward);
    }

    static Cost lengths(Shape capsules) {
        long count = capsules.dimensions().getFirst();
        long dimension = capsules.channels();
        return new Cost(count * (2 * dimension + ROOT), count * (dimension + DIVIDE));
    }

    /** The margin loss of so many classes. */
    static Cost marginLoss(long classes) {
        return new Cost(10 * classes - 1, 7 * classes);
    }

    private static long squash(long dimension) {
        return 3 * dimension + 1 + ROOT + DIVIDE;
    }

    private static long squashBackward(long dimension) {
        return 5 * dimension + 9;
    }

    private static long total(long... parts) {
        long total = 0;
        for (long part : parts) {
            total = Math.addExact(total, part);
        }
        return total;
    }
}
