/** The entry of {@code aiperf}, and the window of the workbench put together. */
@NullMarked
package org.aiperf.app;

import org.jspecify.annotations.NullMarked;
