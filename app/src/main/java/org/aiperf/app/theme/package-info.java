/** Looks: the two themes, fonts and icons. */
@NullMarked
package org.aiperf.app.theme;

import org.jspecify.annotations.NullMarked;
