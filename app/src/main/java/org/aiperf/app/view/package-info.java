/** The controls: thin, and told everything by the models. */
@NullMarked
package org.aiperf.app.view;

import org.jspecify.annotations.NullMarked;
