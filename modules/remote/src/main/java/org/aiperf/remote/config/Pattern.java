package org.aiperf.remote.config;

import java.util.List;
import java.util.Locale;

/**
 * Patterns of OpenSSH ({@code man ssh_config}, PATTERNS): {@code *} stands for any characters, {@code ?} for one, and
 * {@code !} before a pattern of a list makes the list fail where it matches.
 */
public final class Pattern {
    private Pattern() {}

    /** Whether one pattern matches the whole text. Time grows with the product of the lengths, never faster. */
    public static boolean matches(String text, String pattern) {
        int t = 0;
        int p = 0;
        int star = -1;
        int retry = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                retry = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++retry;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** Whether one of the patterns matches and none of those with {@code !} does. */
    public static boolean anyMatches(String text, List<String> patterns) {
        boolean found = false;
        for (String pattern : patterns) {
            boolean negated = pattern.startsWith("!");
            if (matches(text, negated ? pattern.substring(1) : pattern)) {
                if (negated) {
                    return false;
                }
                found = true;
            }
        }
        return found;
    }

    /** As {@link #anyMatches}, for patterns between commas. */
    static boolean listMatches(String text, String commaSeparated) {
        return anyMatches(text, List.of(commaSeparated.split(",", -1)));
    }

    /** As {@link #listMatches}, for names of hosts: upper and lower case are the same. */
    public static boolean hostListMatches(String host, String commaSeparated) {
        return listMatches(host.toLowerCase(Locale.ROOT), commaSeparated.toLowerCase(Locale.ROOT));
    }
}
