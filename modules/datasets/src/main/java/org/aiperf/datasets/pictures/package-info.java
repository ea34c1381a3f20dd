/** Pictures: decoding files, cutting, scaling. Every picture is red, green and blue bytes. */
@NullMarked
package org.aiperf.datasets.pictures;

import org.jspecify.annotations.NullMarked;
