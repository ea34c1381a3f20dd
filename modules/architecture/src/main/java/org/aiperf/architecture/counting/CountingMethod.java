package org.aiperf.architecture.counting;

/** By which rules operations are counted. */
public enum CountingMethod {
    /** What the AIPerf profiler counts, quirks included: what published scores mean. */
    REFERENCE,
    /** What training really computes. */
    CORRECTED
}
