/** What the views show and what can be done there, without any control. */
@NullMarked
package org.aiperf.app.model;

import org.jspecify.annotations.NullMarked;
