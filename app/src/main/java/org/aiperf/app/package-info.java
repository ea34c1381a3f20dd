/** The workbench, and the program's entry: it hands the commands a desktop to open. */
@NullMarked
package org.aiperf.app;

import org.jspecify.annotations.NullMarked;
