/** What the search believes of architectures that were not trained: a Gaussian process on their edit distance. */
@NullMarked
package org.aiperf.search.gaussian;

import org.jspecify.annotations.NullMarked;
