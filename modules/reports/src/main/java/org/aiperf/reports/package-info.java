/**
 * A run as a document that can be sent to somebody: one HTML file with its verdict, figures, curves and tables, which
 * needs neither a network nor a script.
 */
@NullMarked
package org.aiperf.reports;

import org.jspecify.annotations.NullMarked;
