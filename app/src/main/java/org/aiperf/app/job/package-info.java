/** Long work with progress and cancel, on Eclipse jobs. */
@NullMarked
package org.aiperf.app.job;

import org.jspecify.annotations.NullMarked;
