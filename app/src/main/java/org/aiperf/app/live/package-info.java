/** The Live view: the cluster drawn and animated by the game engine, with the curves of the run beside it. */
@NullMarked
package org.aiperf.app.live;

import org.jspecify.annotations.NullMarked;
