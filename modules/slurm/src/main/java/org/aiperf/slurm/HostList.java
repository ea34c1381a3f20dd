package org.aiperf.slurm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Names of hosts as Slurm writes them: {@code n[1-3,07],m[01-10],rack[0-3]n[1-2]}. Nothing is expanded until asked for,
 * so a range of any size costs nothing.
 */
public final class HostList {
    /** Slurm refuses ranges of more hosts than that. */
    public static final long LARGEST_RANGE = 65_536;

    private static final int LONGEST_NUMBER = 18;
    private static final int MOST_BRACKETS = 15;

    /** One number or range; {@code width} digits at least, filled up with zeros. */
    private record Range(long low, long high, int width) {
        long count() {
            return high - low + 1;
        }
    }

    /** A literal text and the ranges after it; no ranges for the last literal of a name without brackets. */
    private record Part(String text, List<Range> ranges) {
        long count() {
            return ranges.isEmpty()
                    ? 1
                    : ranges.stream().mapToLong(Range::count).reduce(0, HostList::saturatedSum);
        }
    }

    private final List<List<Part>> names;

    private HostList(List<List<Part>> names) {
        this.names = names;
    }

    /** @throws HostListException for what Slurm refuses, and for more than 65,536 hosts in one range */
    public static HostList parse(String text) throws HostListException {
        List<List<Part>> names = new ArrayList<>();
        int start = 0;
        boolean inBrackets = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ',';
            if (c == '[') {
                inBrackets = true;
            } else if (c == ']') {
                inBrackets = false;
            } else if (i == text.length() || (!inBrackets && (c == ',' || Character.isWhitespace(c)))) {
                if (i > start) {
                    names.add(name(text.substring(start, i)));
                }
                start = i + 1;
            }
        }
        return new HostList(names);
    }

    private static List<Part> name(String text) throws HostListException {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf('[', at);
            String literal = text.substring(at, open < 0 ? text.length() : open);
            if (literal.indexOf(']') >= 0) {
                throw new HostListException("'" + shown(text) + "' has a ']' without a '['");
            }
            if (open < 0) {
                if (!parts.isEmpty()) {
                    throw new HostListException("'" + shown(text) + "' has text after the last ']'");
                }
                parts.add(new Part(literal, List.of()));
                return parts;
            }
            int close = text.indexOf(']', open);
            if (close < 0) {
                throw new HostListException("'" + shown(text) + "' has a '[' without a ']'");
            }
            parts.add(new Part(literal, ranges(text, text.substring(open + 1, close))));
            at = close + 1;
        }
        if (parts.size() > MOST_BRACKETS) {
            throw new HostListException("'" + shown(text) + "' has more than " + MOST_BRACKETS + " brackets");
        }
        return parts;
    }

    private static List<Range> ranges(String whole, String inside) throws HostListException {
        List<Range> ranges = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= inside.length(); i++) {
            if (i == inside.length() || inside.charAt(i) == ',') {
                ranges.add(range(whole, inside.substring(start, i)));
                start = i + 1;
            }
        }
        return ranges;
    }

    private static Range range(String whole, String text) throws HostListException {
        int dash = text.indexOf('-');
        String from = dash < 0 ? text : text.substring(0, dash);
        String to = dash < 0 ? text : text.substring(dash + 1);
        if (!isNumber(from) || !isNumber(to)) {
            String what = text.isEmpty()
                    ? "an empty range"
                    : "the range '" + shown(text) + "', which is no number or 'low-high'";
            throw new HostListException("'" + shown(whole) + "' has " + what);
        }
        Range range = new Range(Long.parseLong(from), Long.parseLong(to), from.length());
        if (range.low() > range.high()) {
            throw new HostListException(
                    "'" + shown(whole) + "' has the range '" + shown(text) + "', which runs backwards");
        }
        if (range.count() > LARGEST_RANGE) {
            throw new HostListException("'" + shown(whole) + "' has the range '" + shown(text) + "' of " + range.count()
                    + " hosts; Slurm takes at most " + LARGEST_RANGE);
        }
        return range;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NUMBER
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** At most 60 characters of it, control characters replaced: for messages. */
    private static String shown(String text) {
        String clean = text.codePoints()
                .limit(60)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return clean.length() < text.length() ? clean + "…" : clean;
    }

    /** How many names there are, repeated ones counted again; {@link Long#MAX_VALUE} for that many or more. */
    public long count() {
        return names.stream()
                .mapToLong(parts -> parts.stream().mapToLong(Part::count).reduce(1, HostList::saturatedProduct))
                .reduce(0, HostList::saturatedSum);
    }

    /** The names in the order of the list; the first bracket of a name changes slowest. */
    public List<String> expand(int most) {
        List<String> all = new ArrayList<>();
        for (List<Part> parts : names) {
            expand(parts, 0, "", all, most);
        }
        return all;
    }

    private static void expand(List<Part> parts, int index, String prefix, List<String> all, int most) {
        if (index == parts.size()) {
            all.add(prefix);
            return;
        }
        Part part = parts.get(index);
        if (part.ranges().isEmpty()) {
            all.add(prefix + part.text());
            return;
        }
        for (Range range : part.ranges()) {
            for (long i = range.low(); i <= range.high(); i++) {
                if (all.size() >= most) {
                    return;
                }
                expand(parts, index + 1, prefix + part.text() + padded(i, range.width()), all, most);
            }
        }
    }

    /** The shortest list of these names, each once: {@code n[1-3,7]}. */
    public static String compress(Collection<String> names) {
        Map<String, TreeMap<Long, Long>> groups = new LinkedHashMap<>();
        Map<String, HostRun> kinds = new LinkedHashMap<>();
        for (String name : names) {
            HostRun run = HostRun.ofName(name).getFirst();
            String group = run.prefix() + '/' + run.digits();
            kinds.put(group, run);
            TreeMap<Long, Long> spans = groups.computeIfAbsent(group, key -> new TreeMap<>());
            Map.Entry<Long, Long> before = spans.floorEntry(run.low());
            boolean isIn = before != null && before.getValue() >= run.low();
            boolean follows = before != null && before.getValue() == run.low() - 1;
            long start = isIn || follows ? before.getKey() : run.low();
            long end = isIn ? before.getValue() : run.low();
            Long endOfNext = spans.remove(end + 1);
            spans.put(start, endOfNext == null ? end : endOfNext);
        }
        List<String> parts = new ArrayList<>();
        groups.forEach((group, spans) -> parts.add(compressed(Objects.requireNonNull(kinds.get(group)), spans)));
        return String.join(",", parts);
    }

    private static String compressed(HostRun kind, Map<Long, Long> spans) {
        List<String> ranges = new ArrayList<>();
        spans.forEach((low, high) -> {
            String from = kind.name(low).substring(kind.prefix().length());
            String to = kind.name(high).substring(kind.prefix().length());
            ranges.add(from.equals(to) ? from : from + "-" + to);
        });
        boolean isSingle = ranges.size() == 1 && !ranges.getFirst().contains("-");
        return kind.prefix() + (isSingle ? ranges.getFirst() : "[" + String.join(",", ranges) + "]");
    }

    /**
     * The names as runs of equal prefix, without expanding the last bracket of each.
     *
     * @throws HostListException if that still are more than {@code most} runs
     */
    void runs(int most, Consumer<HostRun> sink) throws HostListException {
        int[] left = {most};
        for (List<Part> parts : names) {
            runs(parts, 0, "", left, sink);
        }
    }

    private static void runs(List<Part> parts, int index, String prefix, int[] left, Consumer<HostRun> sink)
            throws HostListException {
        Part part = parts.get(index);
        String text = prefix + part.text();
        boolean isLast = index == parts.size() - 1;
        if (part.ranges().isEmpty()) {
            takeOne(left);
            HostRun.ofName(text).forEach(sink);
            return;
        }
        for (Range range : part.ranges()) {
            if (isLast) {
                takeOne(left);
                HostRun.of(text, range.low(), range.high(), range.width()).forEach(sink);
            } else {
                for (long i = range.low(); i <= range.high(); i++) {
                    runs(parts, index + 1, text + padded(i, range.width()), left, sink);
                }
            }
        }
    }

    private static void takeOne(int[] left) throws HostListException {
        if (left[0]-- <= 0) {
            throw new HostListException("it has too many hosts to look at");
        }
    }

    static String padded(long number, int width) {
        String digits = Long.toString(number);
        return digits.length() >= width ? digits : "0".repeat(width - digits.length()) + digits;
    }

    private static long saturatedSum(long a, long b) {
        return Long.MAX_VALUE - a < b ? Long.MAX_VALUE : a + b;
    }

    private static long saturatedProduct(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        return high != 0 || low < 0 ? Long.MAX_VALUE : low;
    }
}
