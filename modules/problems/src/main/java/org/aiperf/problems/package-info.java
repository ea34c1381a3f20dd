/** What is wrong with an input, every problem at once: where, what, and how to fix it. */
@NullMarked
package org.aiperf.problems;

import org.jspecify.annotations.NullMarked;
