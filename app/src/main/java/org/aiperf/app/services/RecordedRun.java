package org.aiperf.app.services;

import org.jspecify.annotations.Nullable;

/**
 * A run that a session holds.
 *
 * @param id the session's number
 * @param ended whether its last event is there; else it still goes on, or was still going on when last seen
 * @param trials finished ones
 * @param score operations per second by the reference method, or null if there is none
 */
public record RecordedRun(
        long id,
        String runId,
        String name,
        String cluster,
        long startedAtMillis,
        boolean ended,
        int trials,
        @Nullable Double score) {}
