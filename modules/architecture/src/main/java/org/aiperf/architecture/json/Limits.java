package org.aiperf.architecture.json;

/** What a file may hold at most; far above any network that trains, and low enough that no file costs much to refuse. */
final class Limits {
    static final long FILE_BYTES = 64L << 20;
    /** Names, numbers and brackets of a file: about 150 for each layer of the largest graph. */
    static final long TOKENS = 1_000_000;

    static final int NESTING = 16;
    static final int TEXT_LENGTH = 1_000;
    static final int NUMBER_LENGTH = 32;
    static final int LAYERS = 4_096;
    static final int INPUTS_OF_A_LAYER = 1_024;
    /** Ids of layers and numbers of tensors. */
    static final int NUMBER = 1_000_000;
    /** Rows or columns of an image. */
    static final int IMAGE_SIZE = 65_536;

    static final int CHANNELS = 1 << 20;

    static final int VECTOR_UNITS = 1 << 24;
    static final int WINDOW = 1_024;
    static final int CAPSULE_GROUPS = 4_096;
    static final int CAPSULE_DIMENSION = 1_024;
    static final int ROUTING_ITERATIONS = 100;
    /** Numbers that all layers keep. */
    static final long PARAMETERS = Integer.MAX_VALUE;

    private Limits() {}
}
