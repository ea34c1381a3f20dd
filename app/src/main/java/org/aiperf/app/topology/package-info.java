/** Where the nodes of a cluster stand in a picture, and the wires between them. */
@NullMarked
package org.aiperf.app.topology;

import org.jspecify.annotations.NullMarked;
