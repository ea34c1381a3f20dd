package org.aiperf.slurm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A set of host names, kept as ranges: as large as its lists are long, not as they have hosts. */
public final class HostSet {
    private static final int MOST_RUNS = 70_000;

    private record Key(String prefix, int digits) {}

    private record Span(long high, int owner) {}

    private final Map<Key, TreeMap<Long, Span>> spans = new HashMap<>();
    private boolean isWhole = true;

    /** @param owner who brought the name; of an earlier call, or of this one if it was in the list twice */
    public record Repeated(String name, int owner) {}

    /**
     * Adds all names of a list.
     *
     * @param owner told again when one of the names is added once more
     * @return the first name that was in the set already, or is twice in the list
     */
    public Optional<Repeated> add(HostList list, int owner) {
        List<Repeated> repeated = new ArrayList<>();
        visit(list, run -> add(run, owner).ifPresent(repeated::add));
        return repeated.stream().findFirst();
    }

    /** The first name of a list that is not in the set. */
    public Optional<String> firstMissing(HostList list) {
        List<String> missing = new ArrayList<>();
        visit(list, run -> {
            if (missing.isEmpty()) {
                firstMissing(run).ifPresent(missing::add);
            }
        });
        return missing.stream().findFirst();
    }

    public boolean contains(String name) {
        return HostRun.ofName(name).stream().allMatch(run -> firstMissing(run).isEmpty());
    }

    /** Whether the two have a name in common. */
    public boolean meets(HostList list) {
        boolean[] met = {false};
        visit(list, run -> met[0] |= overlap(run).isPresent());
        return met[0];
    }

    public boolean isEmpty() {
        return spans.isEmpty();
    }

    /** False once a list was too large to be looked at; what is missing is then not known. */
    public boolean isWhole() {
        return isWhole;
    }

    private void visit(HostList list, Consumer<HostRun> sink) {
        try {
            list.runs(MOST_RUNS, sink);
        } catch (HostListException e) {
            isWhole = false;
        }
    }

    private Optional<Repeated> add(HostRun run, int owner) {
        Optional<Repeated> repeated = overlap(run);
        TreeMap<Long, Span> own = spans.computeIfAbsent(key(run), key -> new TreeMap<>());
        long at = run.low();
        while (at <= run.high()) {
            Map.Entry<Long, Span> before = own.floorEntry(at);
            if (before != null && before.getValue().high() >= at) {
                at = before.getValue().high() + 1;
                continue;
            }
            Long next = own.ceilingKey(at);
            long end = next == null ? run.high() : Math.min(run.high(), next - 1);
            own.put(at, new Span(end, owner));
            at = end + 1;
        }
        return repeated;
    }

    private Optional<Repeated> overlap(HostRun run) {
        TreeMap<Long, Span> own = spans.get(key(run));
        if (own == null) {
            return Optional.empty();
        }
        Map.Entry<Long, Span> before = own.floorEntry(run.low());
        if (before != null && before.getValue().high() >= run.low()) {
            return Optional.of(
                    new Repeated(run.name(run.low()), before.getValue().owner()));
        }
        Map.Entry<Long, Span> after = own.ceilingEntry(run.low());
        return after != null && after.getKey() <= run.high()
                ? Optional.of(
                        new Repeated(run.name(after.getKey()), after.getValue().owner()))
                : Optional.empty();
    }

    private Optional<String> firstMissing(HostRun run) {
        TreeMap<Long, Span> own = spans.get(key(run));
        long at = run.low();
        while (own != null && at <= run.high()) {
            Map.Entry<Long, Span> before = own.floorEntry(at);
            if (before == null || before.getValue().high() < at) {
                break;
            }
            at = before.getValue().high() + 1;
        }
        return at <= run.high() ? Optional.of(run.name(at)) : Optional.empty();
    }

    private static Key key(HostRun run) {
        return new Key(run.prefix(), run.digits());
    }
}
