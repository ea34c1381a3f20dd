/**
 * A cluster of small machines in namespaces of this one, to test with: each has a network, files, a name and processes of
 * its own, and cables that can be pulled.
 */
@NullMarked
package org.aiperf.namespaces;

import org.jspecify.annotations.NullMarked;
