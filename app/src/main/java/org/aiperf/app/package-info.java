/** The workbench: its window, and the seam through which the composition root hands it what it works with. */
@NullMarked
package org.aiperf.app;

import org.jspecify.annotations.NullMarked;
