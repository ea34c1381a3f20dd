package org.aiperf.remote.config;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whoever connects, on this machine.
 *
 * @param name the login name
 * @param id the number of the user; 0 where users have none
 * @param hostName the name of this machine, with its domain if it has one
 */
public record LocalUser(String name, long id, Path home, String hostName, Map<String, String> environment) {
    public LocalUser {
        environment = Map.copyOf(environment);
    }

    /** Whoever runs this program. */
    public static LocalUser current() {
        Path home = Path.of(System.getProperty("user.home"));
        return new LocalUser(System.getProperty("user.name"), idOf(home), home, thisHost(), System.getenv());
    }

    private static long idOf(Path home) {
        try {
            return Files.getAttribute(home, "unix:uid") instanceof Integer id ? id : 0;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException noSuchNumber) {
            return 0;
        }
    }

    private static String thisHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException nameless) {
            return "localhost";
        }
    }

    /** {@code ~} and {@code ~/…} are the home; everything else is left as it is. */
    String withHome(String path) {
        if (path.equals("~")) {
            return home.toString();
        }
        return path.startsWith("~/") ? home + path.substring(1) : path;
    }
}
