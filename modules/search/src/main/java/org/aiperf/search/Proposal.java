package org.aiperf.search;

import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.morphism.Morphism;

/** A candidate that a search proposes: the child that {@code morphism} makes of the model of trial {@code parent}. */
public record Proposal(int parent, Morphism morphism, Architecture child) {}
