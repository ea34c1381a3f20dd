package org.aiperf.app.job;

import org.aiperf.app.services.Progress;

/** Long work. */
@FunctionalInterface
public interface Work<T> {
    T run(Progress progress) throws Exception;
}
