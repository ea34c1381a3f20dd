package org.aiperf.architecture.morphism;

import java.util.Optional;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Weights;

/**
 * One step that grows a network. Layers are named by their ids, which never change: new layers are appended to the list.
 */
public sealed interface Morphism permits Deeper, Wider, SkipAdd, SkipConcat {
    /** Layers that a grown network may have at most, as in the reference. */
    int MAX_LAYERS = 300;
    /** Numbers that a grown network may keep at most ({@link Architecture#size}), as in the reference. */
    long MAX_SIZE = 1L << 30;

    /** The {@link MorphismKind#word} of its kind. */
    String kind();

    /** The step in a few words, for people. */
    String describe();

    /**
     * The grown network; empty if the step is none of the parent's {@link Morphisms#candidates}, shapes would not fit, or
     * the child would be larger than {@link #MAX_LAYERS} or {@link #MAX_SIZE} allow.
     */
    Optional<Architecture> apply(Architecture parent);

    /**
     * Weights with which the child, in evaluation, computes what the parent computes with {@code weights}. Arrays that do
     * not change are shared, not copied.
     *
     * @param child what {@link #apply} made of the parent
     * @param seed of the small noise that lets copies grow apart in training
     */
    Weights inherit(Architecture parent, Weights weights, Architecture child, long seed);
}
