/** The one door to the JavaFX thread. */
@NullMarked
package org.aiperf.app.fx;

import org.jspecify.annotations.NullMarked;
