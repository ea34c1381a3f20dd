package org.aiperf.slurm.conf;

import java.util.Optional;

/**
 * Reads {@code Key=value} after {@code Key="quoted value"}, as far as there are some. An operator may stand before the
 * equals sign; a value is not empty unless it is quoted, and a closing quote ends a word.
 */
final class PairScanner {
    private final ConfSource source;
    private final LogicalLine line;
    private final String text;
    private int at;

    PairScanner(ConfSource source, LogicalLine line) {
        this.source = source;
        this.line = line;
        this.text = line.text();
    }

    /** The next pair; empty at the end, and where the rest is none. */
    Optional<Pair> next() {
        int keyStart = afterSpace(at);
        int keyEnd = keyStart;
        while (keyEnd < text.length() && isKeyCharacter(text.charAt(keyEnd))) {
            keyEnd++;
        }
        int equals = afterSpace(keyEnd);
        if (equals < text.length() && "-*+/".indexOf(text.charAt(equals)) >= 0) {
            equals++;
        }
        if (keyEnd == keyStart || equals >= text.length() || text.charAt(equals) != '=') {
            return Optional.empty();
        }
        int start = afterSpace(equals + 1);
        if (start >= text.length()) {
            return Optional.empty();
        }
        int closing = text.charAt(start) == '"' ? text.indexOf('"', start + 1) : -1;
        boolean isQuoted =
                closing > 0 && (closing + 1 == text.length() || LogicalLine.isSpace(text.charAt(closing + 1)));
        int end = isQuoted ? closing + 1 : wordEnd(start);
        String value = isQuoted ? text.substring(start + 1, closing) : text.substring(start, end);
        at = end;
        return Optional.of(new Pair(source, line.lineAt(keyStart), text.substring(keyStart, keyEnd), value));
    }

    /** What is left, without blanks around it. */
    String rest() {
        return text.substring(Math.min(at, text.length())).strip();
    }

    /** The physical line that what is left starts at. */
    int restLine() {
        return line.lineAt(afterSpace(at));
    }

    private int afterSpace(int from) {
        int i = from;
        while (i < text.length() && LogicalLine.isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private int wordEnd(int from) {
        int i = from;
        while (i < text.length() && !LogicalLine.isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isKeyCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    }
}
