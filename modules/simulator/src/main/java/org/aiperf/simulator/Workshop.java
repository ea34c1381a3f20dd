package org.aiperf.simulator;

/**
 * What all parts of a simulation have in common.
 *
 * @param accelerators of each node
 */
record Workshop(
        VirtualTime time,
        Network network,
        Door door,
        SharedFolder folder,
        AcceleratorTime acceleratorTime,
        SimulatedPlan plan,
        Costs costs,
        int accelerators,
        long seed,
        boolean masterMayPause) {

    /** Signs of life of a node that nothing can silence need not be simulated: its connection is never silent. */
    boolean isBeatNeedless(SimulatedNode node) {
        return node.fate().isQuiet() && !masterMayPause;
    }
}
