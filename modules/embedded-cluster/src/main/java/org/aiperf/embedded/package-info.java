/** A cluster of SSH servers inside this JVM, on the loopback interface only: for the demo and for tests. */
@NullMarked
package org.aiperf.embedded;

import org.jspecify.annotations.NullMarked;
