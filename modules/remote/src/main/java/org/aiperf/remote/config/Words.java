package org.aiperf.remote.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits lines of {@code ssh_config} into words, as OpenSSH does. */
final class Words {
    private static final String BLANKS = " \t\r\n";

    private final String line;
    private int at;

    /** For {@link #next}. */
    Words(String line) {
        this.line = line;
    }

    /**
     * Blanks separate words, quotes of either kind keep them together, a word that starts with {@code #} ends the line.
     *
     * @return empty if a quote is not closed
     */
    static Optional<List<String>> of(String text) {
        List<String> words = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\t') {
                i++;
                continue;
            }
            if (c == '#') {
                break;
            }
            StringBuilder word = new StringBuilder();
            char quote = 0;
            for (; i < text.length(); i++) {
                c = text.charAt(i);
                char following = i + 1 < text.length() ? text.charAt(i + 1) : 0;
                if (c == '\\' && isEscaped(following, quote)) {
                    word.append(following);
                    i++;
                } else if (quote == 0 && (c == ' ' || c == '\t')) {
                    break;
                } else if (quote == 0 && (c == '"' || c == '\'')) {
                    quote = c;
                } else if (quote != 0 && c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            }
            if (quote != 0) {
                return Optional.empty();
            }
            words.add(word.toString());
        }
        return Optional.of(words);
    }

    private static boolean isEscaped(char following, char quote) {
        return following == '\'' || following == '"' || following == '\\' || (quote == 0 && following == ' ');
    }

    /**
     * The next word; blanks and one {@code =} end it, a double quote keeps blanks in it. Empty at the end, and where a
     * quote is not closed.
     */
    Optional<String> next() {
        while (at < line.length() && isBlank(at)) {
            at++;
        }
        if (at >= line.length()) {
            return Optional.empty();
        }
        int start = at;
        while (at < line.length() && !isBlank(at) && line.charAt(at) != '=' && line.charAt(at) != '"') {
            at++;
        }
        String word = line.substring(start, at);
        if (at < line.length() && line.charAt(at) == '"') {
            int end = line.indexOf('"', at + 1);
            if (end < 0) {
                at = line.length();
                return Optional.empty();
            }
            word += line.substring(at + 1, end);
            at = end + 1;
            skipBlanks();
            return Optional.of(word);
        }
        skipBlanks();
        if (at < line.length() && line.charAt(at) == '=') {
            at++;
            skipBlanks();
        }
        return Optional.of(word);
    }

    /** What has not been read yet. */
    String rest() {
        return line.substring(at);
    }

    private void skipBlanks() {
        while (at < line.length() && isBlank(at)) {
            at++;
        }
    }

    private boolean isBlank(int index) {
        return BLANKS.indexOf(line.charAt(index)) >= 0;
    }

    /** Without the blanks and the {@code =} before it. */
    static String withoutLead(String text) {
        int start = 0;
        while (start < text.length() && (BLANKS + "=").indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return text.substring(start);
    }
}
