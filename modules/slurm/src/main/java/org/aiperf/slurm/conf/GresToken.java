package org.aiperf.slurm.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry of a node's {@code Gres}, such as {@code gpu:a100:4(S:0-1)}.
 *
 * @param name in lower case
 * @param type empty where there is none
 */
record GresToken(String name, String type, long count) {
    private static final Pattern COUNT = Pattern.compile("(\\d{1,15})([kKmMgGtTpP]?)([iI]?[bB])?");
    private static final long KIBI = 1024;

    /** The entries of a value; a part of it that is none becomes a message in {@code faults}. */
    static List<GresToken> all(String value, List<String> faults) {
        List<GresToken> tokens = new ArrayList<>();
        for (String text : value.replaceAll("\\([^)]*\\)", "").split(",")) {
            if (!text.isBlank()) {
                one(text.strip(), faults).ifPresent(tokens::add);
            }
        }
        return tokens;
    }

    private static Optional<GresToken> one(String text, List<String> faults) {
        String[] words = text.split(":", -1);
        String last = words[words.length - 1];
        boolean hasCount = words.length > 1 && !last.isEmpty() && Character.isDigit(last.charAt(0));
        Optional<Long> count = hasCount ? count(last) : Optional.of(1L);
        if (words[0].isEmpty() || count.isEmpty() || (words.length > 1 && last.isEmpty())) {
            faults.add("'" + ValueType.shown(text) + "' is no name, type and count");
            return Optional.empty();
        }
        String type = "";
        for (int i = 1; i < words.length - (hasCount ? 1 : 0); i++) {
            if (!words[i].equalsIgnoreCase("no_consume")) {
                type = words[i];
            }
        }
        return Optional.of(new GresToken(words[0].toLowerCase(Locale.ROOT), type, count.get()));
    }

    /** A count with or without a unit of 1,024, as Slurm has them. */
    static Optional<Long> count(String text) {
        Matcher matcher = COUNT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2).toLowerCase(Locale.ROOT);
        long factor = 1;
        for (int i = unit.isEmpty() ? -1 : "kmgtp".indexOf(unit); i >= 0; i--) {
            factor *= KIBI;
        }
        long number = Long.parseLong(matcher.group(1));
        return number > Long.MAX_VALUE / factor ? Optional.empty() : Optional.of(number * factor);
    }
}
