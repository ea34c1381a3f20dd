package org.aiperf.runs;

/** Something that happened in a run. Events are facts: they are never changed and never taken back. */
public sealed interface Event permits LifecycleEvent, WorkloadEvent {}
