package org.aiperf.app.job;

/** Long work. */
@FunctionalInterface
public interface Work<T> {
    T run(Progress progress) throws Exception;
}
