package org.aiperf.datasets;

/** Generated images of ten figures; see {@link Shapes}. */
record ShapesSpec(String text, ImageRange range) implements DataSpec {
    static final ImageRange DEFAULT_RANGE = new ImageRange(0, 10_000);

    /** The images of everybody's {@code shapes} are the same. */
    private static final long SEED = 1;

    @Override
    public ImageSetHeader header(CorruptLimit limit) {
        return new ImageSetHeader(range.size(), Shapes.SIDE, Shapes.SIDE, Shapes.CHANNELS, Shapes.CLASSES);
    }

    @Override
    public ImageSet open(CorruptLimit limit) {
        return new Shapes(SEED).images(range.from(), range.to());
    }
}
