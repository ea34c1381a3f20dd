package org.aiperf.installer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Sockets on which processes of this machine listen, as the kernel has them. */
final class Listeners {
    private static final String LISTENING = "0A";
    private static final String LOOPBACK = "0100007F";
    private static final String LOOPBACK_6 = "00000000000000000000000001000000";
    private static final String LOOPBACK_MAPPED = "0000000000000000FFFF00000100007F";

    private Listeners() {}

    /**
     * One of them.
     *
     * @param address hexadecimal, as the kernel writes it
     */
    record Listener(String program, String address, int port) {
        boolean isOnLoopback() {
            return List.of(LOOPBACK, LOOPBACK_6, LOOPBACK_MAPPED).contains(address);
        }
    }

    /** @param isWanted by the arguments and the environment of a process, one after the other */
    static List<Listener> of(Predicate<String> isWanted) throws IOException {
        Map<String, String[]> sockets = sockets();
        List<Listener> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                String arguments = read(process.resolve("cmdline"));
                if (isWanted.test(arguments + read(process.resolve("environ")))) {
                    inodes(process.resolve("fd")).stream()
                            .map(sockets::get)
                            .filter(socket -> socket != null)
                            .map(socket -> new Listener(
                                    arguments.replace('\0', ' '), socket[0], Integer.parseInt(socket[1], 16)))
                            .forEach(found::add);
                }
            }
        }
        return found;
    }

    /** Address and port of those that listen, by their inodes. */
    private static Map<String, String[]> sockets() throws IOException {
        Map<String, String[]> sockets = new HashMap<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : read(Path.of(table)).lines().skip(1).toList()) {
                String[] fields = line.strip().split("\\s+");
                if (fields.length > 9 && fields[3].equals(LISTENING)) {
                    sockets.put(fields[9], fields[1].split(":"));
                }
            }
        }
        return sockets;
    }

    private static List<String> inodes(Path folder) {
        List<String> inodes = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String target = target(file);
                if (target != null && target.startsWith("socket:[")) {
                    inodes.add(target.substring(8, target.length() - 1));
                }
            }
        } catch (IOException e) {
            // It ended meanwhile, or is somebody else's.
            return inodes;
        }
        return inodes;
    }

    private static @Nullable String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return null;
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
