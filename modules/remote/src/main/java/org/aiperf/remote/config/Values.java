package org.aiperf.remote.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.aiperf.remote.config.Keyword.Kind;

/** What may stand behind a keyword. */
final class Values {
    static final String NONE = "none";
    private static final List<String> FLAGS = List.of("yes", "no", "true", "false");
    private static final List<String> BINDINGS = List.of("yes", "no", "true", "false", "unbound", "host-bound");
    private static final List<String> STRICTNESS = List.of("yes", "no", "true", "false", "off", "ask", "accept-new");

    private Values() {}

    /** Why a value of that kind cannot be used, and what to write instead. */
    record Refusal(String what, String fix) {}

    static Optional<Refusal> refusal(Kind kind, String value) {
        return switch (kind) {
            case PORT -> unless(port(value).isPresent(), value, "is not a port", "write a number from 1 to 65535");
            case NUMBER -> unless(number(value).isPresent(), value, "is not a whole number", "write one, such as 3");
            case TIME ->
                unless(
                        value.equals(NONE) || seconds(value).isPresent(),
                        value,
                        "is not a time",
                        "write seconds, or a time such as 2m30s");
            case FLAG -> oneOf(FLAGS, value, "write yes or no");
            case FLAG_OR_BINDING -> oneOf(BINDINGS, value, "write yes or no");
            case STRICTNESS -> oneOf(STRICTNESS, value, "write yes or ask");
            case TEXT, TEXTS, LIST, COMMAND, JUMPS -> Optional.empty();
        };
    }

    static OptionalInt port(String text) {
        OptionalInt number = number(text);
        return number.isPresent() && number.getAsInt() >= 1 && number.getAsInt() <= 65535
                ? number
                : OptionalInt.empty();
    }

    static OptionalInt number(String text) {
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException notOne) {
            return OptionalInt.empty();
        }
    }

    /** Seconds of a time such as {@code 90}, {@code 1m30s} or {@code 2h}; units are s, m, h, d, w. */
    static OptionalInt seconds(String text) {
        long total = 0;
        int at = 0;
        while (at < text.length()) {
            int start = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            if (at == start || at - start > 10) {
                return OptionalInt.empty();
            }
            long count = Long.parseLong(text.substring(start, at));
            long unit = at == text.length() ? 1 : unit(text.charAt(at++));
            total += count * unit;
            if (unit == 0 || total > Integer.MAX_VALUE) {
                return OptionalInt.empty();
            }
        }
        return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) total);
    }

    static boolean flag(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return !lower.equals("no") && !lower.equals("false");
    }

    private static long unit(char letter) {
        return switch (Character.toLowerCase(letter)) {
            case 's' -> 1;
            case 'm' -> 60;
            case 'h' -> 3_600;
            case 'd' -> 86_400;
            case 'w' -> 604_800;
            default -> 0;
        };
    }

    private static Optional<Refusal> oneOf(List<String> allowed, String value, String fix) {
        return unless(allowed.contains(value.toLowerCase(Locale.ROOT)), value, "is not understood", fix);
    }

    private static Optional<Refusal> unless(boolean good, String value, String what, String fix) {
        return good ? Optional.empty() : Optional.of(new Refusal("'" + value + "' " + what, fix));
    }
}
