package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "doctor", description = "Says what is missing on this machine, and the command that mends it.")
final class DoctorCommand implements Callable<Integer> {
    private static final long NEEDED_BYTES = 3L << 30;
    private static final List<String> ENGINE_SYSTEMS =
            List.of("linux amd64", "mac aarch64", "mac x86_64", "windows amd64");

    private final Desktop desktop;
    private final Terminal terminal;

    /**
     * Something that is missing.
     *
     * @param needed whether the demonstration cannot run without it
     */
    record Ailment(String what, String fix, boolean needed) {}

    DoctorCommand(Desktop desktop, Terminal terminal) {
        this.desktop = desktop;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Ailment> ailments = examine();
        List<Map<String, Object>> problems = ailments.stream()
                .map(ailment -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put("message", ailment.what());
                    fields.put("fix", ailment.fix());
                    fields.put("needed", ailment.needed());
                    return fields;
                })
                .toList();
        StringBuilder text = new StringBuilder();
        ailments.forEach(ailment -> text.append(ailment.needed() ? "missing: " : "optional: ")
                .append(ailment.what())
                .append("; ")
                .append(ailment.fix())
                .append('\n'));
        terminal.result(
                Map.of("problems", problems),
                ailments.isEmpty() ? "nothing is missing" : text.toString().strip());
        return ailments.stream().anyMatch(Ailment::needed) ? ExitCode.FAILED : ExitCode.DONE;
    }

    private List<Ailment> examine() {
        List<Ailment> ailments = new ArrayList<>();
        int version = Runtime.version().feature();
        if (version != 25) {
            ailments.add(
                    new Ailment("this runs on Java " + version + ", not 25", "set AIPERF_JAVA_HOME to a JDK 25", true));
        }
        String system = system();
        if (!ENGINE_SYSTEMS.contains(system)) {
            ailments.add(new Ailment(
                    "there is no training engine for " + system,
                    "run on one of: " + String.join(", ", ENGINE_SYSTEMS),
                    true));
        }
        for (Path folder :
                List.of(Folders.ofThisMachine().cache(), Folders.ofThisMachine().data())) {
            checkFolder(folder, ailments);
        }
        if (System.getProperty("aiperf.stage") == null) {
            ailments.add(new Ailment("the agent is not staged", "start with the aiperf script", true));
        }
        if (!isOnPath("bash")) {
            ailments.add(new Ailment("there is no bash", "install it: apt-get install bash", true));
        }
        if (!desktop.hasDisplay()) {
            ailments.add(new Ailment(
                    "there is no display for the workbench", "use --headless, or log in with a desktop", false));
        }
        return ailments;
    }

    private static String system() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String name = os.contains("mac") ? "mac" : os.contains("windows") ? "windows" : os;
        return name + " " + System.getProperty("os.arch");
    }

    private static void checkFolder(Path folder, List<Ailment> ailments) {
        try {
            Files.createDirectories(folder);
            FileStore store = Files.getFileStore(folder);
            if (!Files.isWritable(folder)) {
                ailments.add(new Ailment(folder + " cannot be written", "chmod u+w " + folder, true));
            } else if (store.getUsableSpace() < NEEDED_BYTES) {
                ailments.add(new Ailment(
                        folder + " has " + (store.getUsableSpace() >> 20) + " MiB free, 3 GiB are needed",
                        "free some space there",
                        true));
            }
        } catch (IOException e) {
            ailments.add(new Ailment(folder + " cannot be made", "mkdir -p " + folder, true));
        }
    }

    private static boolean isOnPath(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
