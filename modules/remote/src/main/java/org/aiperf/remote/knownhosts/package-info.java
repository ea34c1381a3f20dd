/** Which host keys are trusted: OpenSSH's {@code known_hosts} files. */
@NullMarked
package org.aiperf.remote.knownhosts;

import org.jspecify.annotations.NullMarked;
