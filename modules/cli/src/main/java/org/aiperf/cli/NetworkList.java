package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.json.ArchitectureJson;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;

/** Networks in a file, one after the other, for a process that was started to look at them. */
final class NetworkList {
    /** Stands alone on a line, which no line of an architecture does. */
    private static final String BETWEEN = "---";

    private NetworkList() {}

    static void write(List<Architecture> networks, Path file) throws IOException {
        List<String> texts = networks.stream().map(ArchitectureJson::write).toList();
        Files.writeString(file, String.join("\n" + BETWEEN + "\n", texts));
    }

    static List<Architecture> read(Path file) throws IOException, InvalidInputException {
        Problems problems = new Problems();
        List<Architecture> networks = new ArrayList<>();
        for (String text : Files.readString(file).split("\n" + BETWEEN + "\n", -1)) {
            ArchitectureJson.parse(file.toString(), text, problems).ifPresent(networks::add);
        }
        problems.throwIfAny();
        return networks;
    }
}
