package org.aiperf.remote.config;

import java.util.function.Function;

/** A value, and who decided it. */
public record Setting<T>(T value, Origin origin) {
    static <T> Setting<T> byDefault(T value) {
        return new Setting<>(value, Origin.DEFAULT);
    }

    <R> Setting<R> map(Function<T, R> function) {
        return new Setting<>(function.apply(value), origin);
    }
}
