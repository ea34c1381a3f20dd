package org.aiperf.app.job;

/** How long work tells how far it is, and hears that it should stop. Its thread is interrupted as well. */
public interface Progress {

    /**
     * @param fraction from 0 to 1, or negative while nobody can say
     * @param doing what is being done now, for people; already in their language or a name
     */
    void report(double fraction, String doing);

    boolean isCancelled();
}
