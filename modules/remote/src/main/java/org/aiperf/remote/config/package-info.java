/** OpenSSH's client configuration: what {@code ssh} would do for a host, and which line decided it. */
@NullMarked
package org.aiperf.remote.config;

import org.jspecify.annotations.NullMarked;
