/** Follows the events of a run off the JavaFX thread, folds them, and publishes what the views show. */
@NullMarked
package org.aiperf.app.watch;

import org.jspecify.annotations.NullMarked;
