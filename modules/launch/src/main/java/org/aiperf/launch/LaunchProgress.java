package org.aiperf.launch;

import java.util.concurrent.CancellationException;

/** Hears how a launch goes, and may call it off. */
public interface LaunchProgress {

    /** The steps of a launch, in order. */
    enum Step {
        CONNECT,
        PROBE,
        DEPLOY,
        START
    }

    /** Hears nothing and never cancels. */
    LaunchProgress SILENT = new LaunchProgress() {
        @Override
        public void at(Step step, double share, String detail) {}

        @Override
        public boolean isCancelled() {
            return false;
        }
    };

    /**
     * A launch is here.
     *
     * @param share of this step that is done, from 0 to 1
     * @param detail for people: a node, a number of files
     */
    void at(Step step, double share, String detail);

    boolean isCancelled();

    /** Ends a launch that was called off. */
    default void check() {
        if (isCancelled()) {
            throw new CancellationException("the launch was cancelled");
        }
    }
}
