/** Every word and number that the workbench shows: phrases in two languages, quantities with their units. */
@NullMarked
package org.aiperf.app.text;

import org.jspecify.annotations.NullMarked;
