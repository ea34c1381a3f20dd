/**
 * An architecture and data become trained weights. Everything that touches DJL or TensorFlow is here and private to this
 * package: graphs with gradients are written in Java, saved as a model with several entry points, and run by DJL.
 */
@NullMarked
package org.aiperf.training;

import org.jspecify.annotations.NullMarked;
