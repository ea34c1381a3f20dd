package org.aiperf.simulator;

/** One rule of what goes wrong. */
sealed interface FaultRule {

    /** Whom a rule befalls: so many nodes, drawn from the seed. */
    sealed interface Victims {
        /** So many of the nodes, all of them if there are fewer. */
        record Nodes(int count) implements Victims {}

        /** Such a share of the nodes, rounded up. */
        record Share(double share) implements Victims {}

        /** The head node. */
        record Master() implements Victims {}
    }

    /** When it befalls each of them, in nanoseconds. */
    sealed interface Moments {
        /** Once, at this time of the run. */
        record Once(long at) implements Moments {}

        /** Again and again, after times whose mean this is. */
        record Often(long mean) implements Moments {}
    }

    /** What a rule does to a machine. */
    enum Mishap {
        /** It loses its power, silently, and is started again afterwards. */
        LOSS,
        /** The program on it is killed, which the other end notices, and is started again afterwards. */
        CRASH,
        /** It takes longer for everything. */
        SLOW,
        /** No message leaves it or reaches it; those on their way wait. */
        PARTITION,
        /** The program stands still. */
        PAUSE
    }

    /**
     * A rule for machines.
     *
     * @param lasting how long each time, in nanoseconds
     * @param factor how many times as long everything takes meanwhile; only of {@link Mishap#SLOW}
     */
    record Machines(Mishap mishap, Victims victims, Moments moments, long lasting, double factor)
            implements FaultRule {}

    /** The wall clock of the head node is set forward or back by so many milliseconds. */
    record Jump(Moments moments, long byMillis) implements FaultRule {}

    /** What a rule does to messages. */
    enum Mangling {
        /** It never comes; nobody is told. */
        DROP,
        /** It comes twice, the second time later. */
        DUPLICATE,
        /** Later ones overtake it. */
        REORDER,
        /** It comes later, and so do those behind it. */
        DELAY
    }

    /**
     * A rule for messages, of workers and of the master alike.
     *
     * @param share of messages that it befalls
     * @param by how much later at most, in nanoseconds
     */
    record Messages(Mangling mangling, double share, long by) implements FaultRule {}
}
