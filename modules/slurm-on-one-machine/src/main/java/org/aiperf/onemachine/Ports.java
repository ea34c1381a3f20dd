package org.aiperf.onemachine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Who listens where on 127.0.0.1. A cluster keeps its ports as long as they are free when it starts. */
final class Ports {
    /** Below those that systems give to outgoing connections. */
    private static final int LEAST = 18_000;

    private static final int MOST = 30_000;
    private static final int TRIES = 1_000;

    private final Map<String, Integer> byName;

    private Ports(Map<String, Integer> byName) {
        this.byName = byName;
    }

    /** Ports for these names: as the file says, if it does and nobody else listens there, else new ones. */
    static Ports choose(Path file, List<String> names, RandomGenerator random) throws IOException {
        Map<String, Integer> chosen = read(file);
        if (!chosen.keySet().containsAll(names) || !chosen.values().stream().allMatch(Ports::isFree)) {
            chosen.clear();
            for (String name : names) {
                chosen.put(name, free(chosen, random));
            }
            StringBuilder lines = new StringBuilder();
            chosen.forEach(
                    (name, port) -> lines.append(name).append(' ').append(port).append('\n'));
            Files.writeString(file, lines.toString());
        }
        return new Ports(chosen);
    }

    /** The ports of a cluster that runs. */
    static Ports of(Path file) throws IOException {
        return new Ports(read(file));
    }

    private static Map<String, Integer> read(Path file) throws IOException {
        Map<String, Integer> ports = new LinkedHashMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] words = line.split(" ");
                if (words.length == 2 && words[1].matches("\\d{4,5}")) {
                    ports.put(words[0], Integer.parseInt(words[1]));
                }
            }
        }
        return ports;
    }

    private static int free(Map<String, Integer> taken, RandomGenerator random) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int port = random.nextInt(LEAST, MOST);
            if (!taken.containsValue(port) && isFree(port)) {
                return port;
            }
        }
        throw new IOException("no port from " + LEAST + " to " + MOST + " is free on 127.0.0.1");
    }

    private static boolean isFree(int port) {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    int of(String name) {
        Integer port = byName.get(name);
        if (port == null) {
            throw new IllegalStateException("no port was chosen for " + name);
        }
        return port;
    }

    /** Whether somebody listens there. Connecting would tell too, but fill the logs of the daemons. */
    boolean isOpen(String name) {
        String wanted = String.format(Locale.ROOT, ":%04X", of(name));
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> lines(Path.of(table)).stream())
                .map(line -> line.strip().split("\\s+"))
                .anyMatch(fields -> fields.length > 3 && fields[1].endsWith(wanted) && fields[3].equals("0A"));
    }

    /** None of a table that this kernel does not have, as one without IPv6. */
    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException e) {
            return List.of();
        }
    }

    @Override
    public String toString() {
        return new TreeMap<>(byName).toString();
    }
}
