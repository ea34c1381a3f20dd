package org.aiperf.architecture.counting;

/** The sums over the {@code layers} rows of one type; its fields are those of {@link LayerCount}. */
public record TypeCount(int layers, long forward, long evaluate, long backward, long parameters) {
    static final TypeCount NONE = new TypeCount(0, 0, 0, 0, 0);

    TypeCount plus(LayerCount row) {
        return new TypeCount(
                layers + 1,
                Math.addExact(forward, row.forward()),
                Math.addExact(evaluate, row.evaluate()),
                Math.addExact(backward, row.backward()),
                Math.addExact(parameters, row.parameters()));
    }
}
