/** The program as its users start it. */
@NullMarked
package org.aiperf.installer;

import org.jspecify.annotations.NullMarked;
