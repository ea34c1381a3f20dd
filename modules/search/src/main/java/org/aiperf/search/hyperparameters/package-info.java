/** The search of hyperparameters: a tree-structured Parzen estimator over a declared space. */
@NullMarked
package org.aiperf.search.hyperparameters;

import org.jspecify.annotations.NullMarked;
