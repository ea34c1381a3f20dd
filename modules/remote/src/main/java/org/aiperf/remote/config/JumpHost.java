package org.aiperf.remote.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A host on the way, as {@code ProxyJump} names it.
 *
 * @param host a name that the configuration may know, or an address
 */
public record JumpHost(Optional<String> user, String host, OptionalInt port) {
    private static final String SCHEME = "ssh://";
    private static final int MOST = 16;

    /** {@code [user@]host[:port]}, an IPv6 address in brackets. */
    @Override
    public String toString() {
        String place = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return user.map(name -> name + "@").orElse("") + place + (port.isPresent() ? ":" + port.getAsInt() : "");
    }

    /** The value of {@code ProxyJump}, nearest to us first; no host for {@code none}. Empty if it is not understood. */
    static Optional<List<JumpHost>> list(String text) {
        if (text.equalsIgnoreCase("none")) {
            return Optional.of(List.of());
        }
        List<JumpHost> hosts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Optional<JumpHost> host = of(part);
            if (host.isEmpty() || hosts.size() == MOST) {
                return Optional.empty();
            }
            hosts.add(host.get());
        }
        return Optional.of(hosts);
    }

    private static Optional<JumpHost> of(String text) {
        boolean uri = text.startsWith(SCHEME);
        String rest = uri ? text.substring(SCHEME.length()) : text;
        Optional<String> user = Optional.empty();
        int at = uri ? rest.indexOf('@') : rest.lastIndexOf('@');
        if (at >= 0) {
            String name = rest.substring(0, at);
            user = uri ? decoded(name.split(";", 2)[0]) : Optional.of(name);
            if (user.isEmpty() || user.get().isEmpty()) {
                return Optional.empty();
            }
            rest = rest.substring(at + 1);
        }
        if (uri && rest.endsWith("/")) {
            rest = rest.substring(0, rest.length() - 1);
        }
        return placed(user, rest);
    }

    private static Optional<JumpHost> placed(Optional<String> user, String place) {
        int bracket = place.startsWith("[") ? place.indexOf(']') : -1;
        int colon = place.indexOf(':', Math.max(bracket, 0));
        String host = colon < 0 ? place : place.substring(0, colon);
        if (bracket > 0 && bracket != host.length() - 1) {
            return Optional.empty();
        }
        host = bracket > 0 ? host.substring(1, bracket) : host;
        if (!isHost(host) || user.filter(name -> !isUser(name)).isPresent()) {
            return Optional.empty();
        }
        if (colon < 0 || colon == place.length() - 1) {
            return Optional.of(new JumpHost(user, host, OptionalInt.empty()));
        }
        OptionalInt port = Values.port(place.substring(colon + 1));
        return port.isPresent() ? Optional.of(new JumpHost(user, host, port)) : Optional.empty();
    }

    /** No host can be taken for an option, or for anything but a name by a shell. */
    static boolean isHost(String host) {
        return !host.isEmpty()
                && !host.startsWith("-")
                && host.chars().noneMatch(c -> c <= ' ' || c == 0x7f || "'`\"$\\;&<>|(){}/,@#*?!".indexOf(c) >= 0);
    }

    /** No user can be taken for an option, or for anything but a name by a shell. */
    static boolean isUser(String user) {
        return !user.isEmpty()
                && !user.startsWith("-")
                && user.chars().noneMatch(c -> c < ' ' || c == 0x7f || "'`\";&<>|(){}".indexOf(c) >= 0)
                && !user.endsWith("\\");
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }

    /** As host names are compared. */
    String lowerCaseHost() {
        return host.toLowerCase(Locale.ROOT);
    }
}
