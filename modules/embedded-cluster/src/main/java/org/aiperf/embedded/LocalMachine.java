package org.aiperf.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the nodes borrow from the machine they run on. */
final class LocalMachine {
    private LocalMachine() {}

    /** The login name where it can be one for SSH. */
    static String user() {
        String user = System.getProperty("user.name", "");
        return user.matches("[A-Za-z0-9_][A-Za-z0-9._-]*") ? user : "aiperf";
    }

    /** The name that the kernel gives the CPU, or the architecture where it gives none. */
    static String cpuModel() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElseGet(LocalMachine::architecture);
        } catch (IOException e) {
            return architecture();
        }
    }

    private static String architecture() {
        return System.getProperty("os.arch", "");
    }
}
