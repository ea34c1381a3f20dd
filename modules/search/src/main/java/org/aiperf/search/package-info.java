/** History becomes the next candidate: strategies that choose which finished model to grow, and how. */
@NullMarked
package org.aiperf.search;

import org.jspecify.annotations.NullMarked;
