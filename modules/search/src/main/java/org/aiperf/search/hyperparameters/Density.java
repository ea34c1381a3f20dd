package org.aiperf.search.hyperparameters;

import java.util.random.RandomGenerator;

/** How likely each number of a parameter is, in the parameter's own scale. */
interface Density {
    double at(double x);

    double draw(RandomGenerator random);
}
