/** A run as a cluster would have it, made by the test code from the event types. */
@NullMarked
package org.aiperf.app.script;

import org.jspecify.annotations.NullMarked;
