package org.aiperf.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import org.aiperf.simulator.Fate.ClockJump;
import org.aiperf.simulator.Fate.Outage;
import org.aiperf.simulator.Fate.Slowness;
import org.aiperf.simulator.FaultRule.Moments;
import org.aiperf.simulator.FaultRule.Victims;
import org.aiperf.simulator.Stretches.Stretch;

/** The fates of all machines of a simulation, drawn from its rules and its seed. */
final class Fates {
    private static final long PURPOSE = 0x5eed_fa7eL;

    private final Fate master;
    private final List<Fate> nodes;

    private Fates(Fate master, List<Fate> nodes) {
        this.master = master;
        this.nodes = List.copyOf(nodes);
    }

    Fate master() {
        return master;
    }

    /** @param node from 0 */
    Fate node(int node) {
        return nodes.get(node);
    }

    /** @param length of the run in nanoseconds; nothing befalls anybody after it */
    static Fates draw(FaultRules rules, int nodes, long seed, long length) {
        Draft master = new Draft();
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            drafts.add(new Draft());
        }
        SplittableRandom random = new SplittableRandom(seed ^ PURPOSE);
        for (FaultRule rule : rules.rules()) {
            SplittableRandom own = random.split();
            switch (rule) {
                case FaultRule.Machines each -> {
                    for (Draft victim : victims(each.victims(), master, drafts, own)) {
                        moments(each.moments(), each.lasting(), length, own, at -> victim.add(each, at));
                    }
                }
                case FaultRule.Jump each ->
                    moments(each.moments(), 0, length, own, at -> master.jumps.add(new ClockJump(at, each.byMillis())));
                case FaultRule.Messages _ -> {
                    // The network draws these message by message.
                }
            }
        }
        return new Fates(master.fate(), drafts.stream().map(Draft::fate).toList());
    }

    private static List<Draft> victims(Victims victims, Draft master, List<Draft> nodes, SplittableRandom random) {
        return switch (victims) {
            case Victims.Master _ -> List.of(master);
            case Victims.Nodes some -> drawn(Math.min(some.count(), nodes.size()), nodes, random);
            case Victims.Share some -> drawn((int) Math.ceil(some.share() * nodes.size()), nodes, random);
        };
    }

    private static List<Draft> drawn(int count, List<Draft> nodes, SplittableRandom random) {
        List<Draft> left = new ArrayList<>(nodes);
        List<Draft> drawn = new ArrayList<>();
        while (drawn.size() < count) {
            int place = random.nextInt(left.size());
            drawn.add(left.set(place, left.getLast()));
            left.removeLast();
        }
        return drawn;
    }

    private static void moments(
            Moments moments, long lasting, long length, SplittableRandom random, LongConsumer befall) {
        switch (moments) {
            case Moments.Once once -> befall.accept(once.at());
            case Moments.Often often -> {
                long at = pause(often.mean(), random);
                while (at < length) {
                    befall.accept(at);
                    at = Math.max(at, at + lasting) + pause(often.mean(), random);
                }
            }
        }
    }

    /** Exponentially distributed. */
    private static long pause(long mean, SplittableRandom random) {
        return 1 + Math.round(-StrictMath.log(1 - random.nextDouble()) * mean);
    }

    private static final class Draft {
        private final List<Stretch> pauses = new ArrayList<>();
        private final List<Stretch> partitions = new ArrayList<>();
        private final List<Slowness> slow = new ArrayList<>();
        private final List<Outage> outages = new ArrayList<>();
        private final List<ClockJump> jumps = new ArrayList<>();

        void add(FaultRule.Machines rule, long at) {
            long to = at + Math.max(1, rule.lasting());
            switch (rule.mishap()) {
                case LOSS -> outages.add(new Outage(at, to, true));
                case CRASH -> outages.add(new Outage(at, to, false));
                case SLOW -> slow.add(new Slowness(at, to, rule.factor()));
                case PARTITION -> partitions.add(new Stretch(at, to));
                case PAUSE -> pauses.add(new Stretch(at, to));
            }
        }

        Fate fate() {
            boolean isKind =
                    pauses.isEmpty() && partitions.isEmpty() && slow.isEmpty() && outages.isEmpty() && jumps.isEmpty();
            return isKind ? Fate.KIND : new Fate(pauses, partitions, slow, outages, jumps);
        }
    }
}
