package org.aiperf.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.aiperf.problems.NearMiss;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.aiperf.simulator.FaultRule.Mangling;
import org.aiperf.simulator.FaultRule.Mishap;
import org.aiperf.simulator.FaultRule.Moments;
import org.aiperf.simulator.FaultRule.Victims;

/**
 * The rules of what goes wrong in a simulation. As text they are {@code kind:key=value,key=value;kind:…}:
 * {@code partition:nodes=25%,at=10m,for=60s;drop:share=0.01}.
 */
public final class FaultRules {
    /** Nothing goes wrong. */
    public static final FaultRules NONE = new FaultRules(List.of());

    private static final String OPTION = "--faults";
    private static final Set<String> KINDS = kinds();

    private final List<FaultRule> rules;

    FaultRules(List<FaultRule> rules) {
        this.rules = List.copyOf(rules);
    }

    private static Set<String> kinds() {
        Set<String> kinds = new TreeSet<>(Set.of("jump"));
        Arrays.stream(Mishap.values()).map(FaultRules::word).forEach(kinds::add);
        Arrays.stream(Mangling.values()).map(FaultRules::word).forEach(kinds::add);
        return kinds;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    List<FaultRule> rules() {
        return rules;
    }

    /** Reads rules; every problem is noted. */
    public static FaultRules parse(String text, Problems problems) {
        List<FaultRule> rules = new ArrayList<>();
        for (String each : text.split(";", -1)) {
            if (!each.isBlank()) {
                rule(each.strip(), problems).ifPresent(rules::add);
            }
        }
        return new FaultRules(rules);
    }

    private static Optional<FaultRule> rule(String text, Problems problems) {
        int colon = text.indexOf(':');
        String kind = (colon < 0 ? text : text.substring(0, colon)).strip();
        if (!KINDS.contains(kind)) {
            problems.add(Problem.of(
                    OPTION + " " + text, "'" + kind + "' is no kind of fault", NearMiss.suggestion(kind, KINDS)));
            return Optional.empty();
        }
        Keys keys = new Keys(text, colon < 0 ? "" : text.substring(colon + 1), problems);
        FaultRule rule = rule(kind, keys);
        keys.refuseUnknown();
        return Optional.of(rule);
    }

    private static FaultRule rule(String kind, Keys keys) {
        for (Mangling mangling : Mangling.values()) {
            if (word(mangling).equals(kind)) {
                long by = mangling == Mangling.DROP ? 0 : keys.time("by", VirtualTime.nanos(2));
                return new FaultRule.Messages(mangling, keys.share("share"), by);
            }
        }
        if (kind.equals("jump")) {
            return new FaultRule.Jump(keys.moments(false), keys.signedTime("by") / 1_000_000);
        }
        Mishap mishap = Mishap.valueOf(kind.toUpperCase(Locale.ROOT));
        boolean mayBeMaster = mishap != Mishap.SLOW && mishap != Mishap.PARTITION;
        Victims victims = keys.victims(mayBeMaster);
        Moments moments = keys.moments(mishap == Mishap.SLOW);
        long lasting = keys.time("for", usually(mishap));
        double factor = mishap == Mishap.SLOW ? keys.factor() : 1;
        return new FaultRule.Machines(mishap, victims, moments, lasting, factor);
    }

    private static long usually(Mishap mishap) {
        return switch (mishap) {
            case LOSS -> VirtualTime.nanos(120);
            case CRASH -> 0;
            case SLOW -> Long.MAX_VALUE / 4;
            case PARTITION -> VirtualTime.nanos(60);
            case PAUSE -> VirtualTime.nanos(30);
        };
    }

    /** The keys of one rule. A getter notes what is wrong and goes on with something harmless. */
    private static final class Keys {
        private final String rule;
        private final Problems problems;
        private final Map<String, String> values = new LinkedHashMap<>();
        private final Set<String> known = new TreeSet<>();

        Keys(String rule, String text, Problems problems) {
            this.rule = rule;
            this.problems = problems;
            for (String pair : text.split(",", -1)) {
                if (pair.isBlank()) {
                    continue;
                }
                String[] parts = pair.split("=", 2);
                if (parts.length < 2) {
                    refuse("'" + pair.strip() + "' has no value", "write key=value");
                } else if (values.put(parts[0].strip(), parts[1].strip()) != null) {
                    refuse(parts[0].strip() + " is given twice", "keep one of them");
                }
            }
        }

        void refuse(String message, String fix) {
            problems.add(Problem.of(OPTION + " " + rule, message, fix));
        }

        private Optional<String> value(String key) {
            known.add(key);
            return Optional.ofNullable(values.get(key));
        }

        void refuseUnknown() {
            for (String key : values.keySet()) {
                if (!known.contains(key)) {
                    refuse("'" + key + "' is no key of this kind", NearMiss.suggestion(key, known));
                }
            }
        }

        long time(String key, long byDefault) {
            return value(key).map(text -> time(key, text, false)).orElse(byDefault);
        }

        long signedTime(String key) {
            Optional<String> text = value(key);
            if (text.isEmpty()) {
                refuse(key + " is missing", "write " + key + "=-1h or " + key + "=1h");
            }
            return text.map(given -> time(key, given, true)).orElse(0L);
        }

        private long time(String key, String text, boolean mayHaveSign) {
            Optional<Long> nanos = SpanOfTime.nanos(text, mayHaveSign);
            if (nanos.isEmpty()) {
                refuse(key + " is '" + text + "', which is no time", "write 250ms, 90s, 5m or 1h; at most 30 days");
            }
            return nanos.orElse(0L);
        }

        Moments moments(boolean atStart) {
            Optional<String> at = value("at");
            Optional<String> every = value("every");
            if (at.isPresent() && every.isPresent()) {
                refuse("at and every are both given", "keep one of them");
            } else if (at.isEmpty() && every.isEmpty() && !atStart) {
                refuse("it is not said when", "write at=10m or every=1h");
            }
            if (every.isPresent()) {
                long mean = time("every", every.get(), false);
                if (mean < VirtualTime.nanos(1)) {
                    refuse("every is less than a second", "write every=1s or more");
                    mean = VirtualTime.nanos(1);
                }
                return new Moments.Often(mean);
            }
            return new Moments.Once(at.map(text -> time("at", text, false)).orElse(0L));
        }

        Victims victims(boolean mayBeMaster) {
            String text = value("nodes").orElse("1");
            if (text.equals("master") && mayBeMaster) {
                return new Victims.Master();
            }
            if (text.endsWith("%")) {
                return new Victims.Share(share("nodes", text));
            }
            if (text.matches("[1-9]\\d{0,5}")) {
                return new Victims.Nodes(Integer.parseInt(text));
            }
            refuse(
                    "nodes is '" + text + "'",
                    mayBeMaster ? "write a number, a share as 25%, or master" : "write a number or a share as 25%");
            return new Victims.Nodes(1);
        }

        double share(String key) {
            Optional<String> text = value(key);
            if (text.isEmpty()) {
                refuse(key + " is missing", "write " + key + "=0.01");
            }
            return text.map(given -> share(key, given)).orElse(0.0);
        }

        private double share(String key, String text) {
            boolean isPercent = text.endsWith("%");
            Optional<Double> number = number(isPercent ? text.substring(0, text.length() - 1) : text);
            double share = number.orElse(-1.0) / (isPercent ? 100 : 1);
            if (share >= 0 && share <= 1) {
                return share;
            }
            refuse(key + " is '" + text + "', which is no share", "write 0.01 or 1%");
            return 0;
        }

        double factor() {
            String text = value("factor").orElse("2");
            double factor = number(text).orElse(-1.0);
            if (factor >= 1 && factor <= 1_000) {
                return factor;
            }
            refuse("factor is '" + text + "'", "write how many times as long, 1 to 1000");
            return 1;
        }

        private static Optional<Double> number(String text) {
            return text.matches("\\d{1,6}(\\.\\d{1,9})?") ? Optional.of(Double.parseDouble(text)) : Optional.empty();
        }
    }
}
