package org.aiperf.remote.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The {@code %} tokens and {@code ${VARIABLE}}s of {@code ssh_config} ({@code man ssh_config}, TOKENS). */
final class Tokens {
    static final String OF_HOST_NAME = "%h";
    static final String OF_PROXY_COMMAND = "%hnpr";
    static final String OF_FILES = "%CdhijkLlnpru";
    static final String OF_MATCH_EXEC = "%CdhijkLlnpru";

    private final Map<Character, String> values;
    private final Map<String, String> environment;

    private Tokens(Map<Character, String> values, Map<String, String> environment) {
        this.values = values;
        this.environment = environment;
    }

    /**
     * @param original the host as it was asked for
     * @param host the host as it is reached
     * @param jump the last host on the way; empty if there is none
     */
    static Tokens of(
            LocalUser local, String original, String host, int port, String user, String keyAlias, String jump) {
        String here = local.hostName();
        int dot = here.indexOf('.');
        return new Tokens(
                Map.ofEntries(
                        Map.entry('%', "%"),
                        Map.entry('C', hash(here + host + port + user + jump)),
                        Map.entry('d', local.home().toString()),
                        Map.entry('h', host),
                        Map.entry('i', Long.toString(local.id())),
                        Map.entry('j', jump),
                        Map.entry('k', keyAlias),
                        Map.entry('L', dot < 0 ? here : here.substring(0, dot)),
                        Map.entry('l', here),
                        Map.entry('n', original),
                        Map.entry('p', Integer.toString(port)),
                        Map.entry('r', user),
                        Map.entry('u', local.name())),
                local.environment());
    }

    /** The first token in a text that is not among the allowed ones. */
    static Optional<String> foreign(String text, String allowed) {
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 2)) {
            if (i + 1 == text.length() || allowed.indexOf(text.charAt(i + 1)) < 0) {
                return Optional.of(text.substring(i, Math.min(text.length(), i + 2)));
            }
        }
        return Optional.empty();
    }

    /** Replaces the tokens only. */
    String percents(String text) {
        StringBuilder expanded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            String value = text.charAt(i) == '%' && i + 1 < text.length() ? values.get(text.charAt(i + 1)) : null;
            if (value == null) {
                expanded.append(text.charAt(i));
            } else {
                expanded.append(value);
                i++;
            }
        }
        return expanded.toString();
    }

    /** Replaces tokens and variables, each once; what was put in is not looked at again. */
    String all(String text) throws UnknownVariableException {
        StringBuilder expanded = new StringBuilder();
        int from = 0;
        for (int i = text.indexOf("${"); i >= 0; i = text.indexOf("${", from)) {
            int end = text.indexOf('}', i);
            String name = end < 0 ? "" : text.substring(i + 2, end);
            String value = environment.get(name);
            if (value == null) {
                throw new UnknownVariableException(end < 0 ? text.substring(i) : name);
            }
            expanded.append(percents(text.substring(from, i))).append(value);
            from = end + 1;
        }
        return expanded.append(percents(text.substring(from))).toString();
    }

    /** The environment has no such variable. */
    static final class UnknownVariableException extends Exception {
        UnknownVariableException(String name) {
            super(name);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
