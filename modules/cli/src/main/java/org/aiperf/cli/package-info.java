/** The commands. They print progress to standard error and one result to standard output, as text or as JSON. */
@NullMarked
package org.aiperf.cli;

import org.jspecify.annotations.NullMarked;
