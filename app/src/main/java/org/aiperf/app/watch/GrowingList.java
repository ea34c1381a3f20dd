package org.aiperf.app.watch;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list that one thread appends to, while others read what it was at some moment, without copying. */
final class GrowingList<T> {
    private @Nullable Object[] items = new @Nullable Object[256];
    private int size;

    void add(T item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
        }
        items[size++] = item;
    }

    /** The list up to here; it never changes. */
    @SuppressWarnings("unchecked")
    List<T> snapshot() {
        return (List<T>) Collections.unmodifiableList(Arrays.asList(items).subList(0, size));
    }
}
