/** SSH servers on the loopback interface only, for the demo and for tests: a cluster of them inside this JVM, and OpenSSH. */
@NullMarked
package org.aiperf.embedded;

import org.jspecify.annotations.NullMarked;
