package org.aiperf.cluster;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.aiperf.problems.YamlMap;

/** Reads how one node is reached over SSH. */
final class AddressReader {
    private final YamlMap map;
    private final Path home;
    private boolean sound = true;

    AddressReader(YamlMap map, Path home) {
        this.map = map;
        this.home = home;
    }

    /** Empty if something was refused. */
    Optional<SshAddress> read() {
        String host = map.requiredText("host", "10.0.0.1");
        sound &= !host.isEmpty();
        if (map.has("host") && !Names.isHost(host)) {
            refuse("host", "'" + host + "' is not a host", "write a host name or an IP address");
        }
        int port = (int) map.wholeNumber("port", 1, 65535, 0);
        Optional<String> user = text("user");
        if (user.isPresent() && !Names.isUser(user.get())) {
            refuse("user", "'" + user.get() + "' is not a user name", "write the name to log in as");
        }
        Optional<Path> identity = file("identity", "make a key with ssh-keygen, or name another one");
        Optional<Path> knownHosts = file("knownHosts", "connect once with ssh to this node, or name another file");
        Optional<String> via = text("via");
        map.refuseUnknown();
        return sound
                ? Optional.of(new SshAddress(
                        host, port == 0 ? OptionalInt.empty() : OptionalInt.of(port), user, identity, knownHosts, via))
                : Optional.empty();
    }

    /** Whether the node is this machine itself. */
    boolean isLoopback() {
        String host = map.text("host", "");
        return !map.has("via") && (host.equals("localhost") || host.equals("::1") || host.startsWith("127."));
    }

    private Optional<String> text(String key) {
        return map.has(key) ? Optional.of(map.text(key, "")) : Optional.empty();
    }

    private Optional<Path> file(String key, String fix) {
        if (!map.has(key)) {
            return Optional.empty();
        }
        String text = map.text(key, "");
        try {
            Path path = text.equals("~") || text.startsWith("~/")
                    ? home.resolve(text.substring(Math.min(2, text.length())))
                    : Path.of(text);
            if (!path.isAbsolute()) {
                refuse(key, "'" + text + "' is a relative path", "start it with '/' or '~/'");
            } else if (!Files.isRegularFile(path)) {
                refuse(key, "there is no file " + path, fix);
            } else if (!Files.isReadable(path)) {
                refuse(key, path + " cannot be read", "make it readable for you, with chmod 600");
            }
            return Optional.of(path);
        } catch (InvalidPathException e) {
            refuse(key, "'" + text + "' is not a path", "name a file");
            return Optional.empty();
        }
    }

    private void refuse(String key, String what, String fix) {
        map.refuse(key, what, fix);
        sound = false;
    }
}
