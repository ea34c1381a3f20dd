/** Curves of any length drawn as exact minimum and maximum per pixel column; needs the toolkit, but no engine. */
@NullMarked
package org.aiperf.app.chart;

import org.jspecify.annotations.NullMarked;
