/**
 * Networks as data: a graph of layers with shapes, the morphisms that grow it, and how many operations it costs. Nothing
 * here computes with a network; {@code training} does.
 */
@NullMarked
package org.aiperf.architecture;

import org.jspecify.annotations.NullMarked;
