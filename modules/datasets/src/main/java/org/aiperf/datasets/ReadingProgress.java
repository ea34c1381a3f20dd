package org.aiperf.datasets;

/** Hears how far a long reading has come. */
@FunctionalInterface
public interface ReadingProgress {

    /** Called after every image, perhaps by several threads at once. */
    void read(int done, int all);
}
