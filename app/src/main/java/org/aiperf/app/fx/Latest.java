package org.aiperf.app.fx;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings the latest of many values to the JavaFX thread; those that were overtaken on the way are dropped. */
public final class Latest<T> implements Consumer<T> {
    private final Consumer<T> receiver;
    private final AtomicReference<@Nullable T> waiting = new AtomicReference<>();

    /** @param receiver called on the JavaFX thread */
    public Latest(Consumer<T> receiver) {
        this.receiver = receiver;
    }

    @Override
    public void accept(T value) {
        if (waiting.getAndSet(value) == null) {
            FxThread.later(this::deliver);
        }
    }

    private void deliver() {
        T value = waiting.getAndSet(null);
        if (value != null) {
            receiver.accept(value);
        }
    }
}
