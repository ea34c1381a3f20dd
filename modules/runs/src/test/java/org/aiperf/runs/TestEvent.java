package org.aiperf.runs;

sealed interface TestEvent extends WorkloadEvent {
    record Measured(double value) implements TestEvent {}
}
