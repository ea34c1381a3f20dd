/**
 * The steps by which the search grows a network (network morphism, Wei et al. 2016), and the weights that the grown
 * network takes over so that it computes what its parent did.
 */
@NullMarked
package org.aiperf.architecture.morphism;

import org.jspecify.annotations.NullMarked;
