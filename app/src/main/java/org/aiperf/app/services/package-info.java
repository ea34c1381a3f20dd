/** What the composition root hands the workbench to work with. */
@NullMarked
package org.aiperf.app.services;

import org.jspecify.annotations.NullMarked;
