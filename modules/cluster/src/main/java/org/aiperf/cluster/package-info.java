/** The nodes of a cluster, their accelerators and roles, and the cluster file that describes them. */
@NullMarked
package org.aiperf.cluster;

import org.jspecify.annotations.NullMarked;
