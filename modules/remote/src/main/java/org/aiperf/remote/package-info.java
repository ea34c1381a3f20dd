/** SSH and SFTP to the nodes of a cluster, and what probing a node finds out. */
@NullMarked
package org.aiperf.remote;

import org.jspecify.annotations.NullMarked;
