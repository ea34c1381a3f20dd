package org.aiperf.slurm.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aiperf.slurm.CommandResult;
import org.aiperf.slurm.conf.ConfSource;
import org.aiperf.slurm.conf.NodeList;
import org.aiperf.slurm.conf.SlurmLint;

/**
 * Hosts in folders of this machine, with a controller that behaves as 22.05 was measured to: it ends when it is
 * reconfigured to another list of nodes, and does not start with a broken file.
 */
final class FakeCluster {
    static final String FOLDER = "/etc/slurm";

    private final Path root;
    private final String version;
    private final List<SlurmHost> hosts = new ArrayList<>();
    private final List<String> loaded = new ArrayList<>();
    private final Set<String> running = new HashSet<>();
    private boolean alive;
    private boolean nodesStart = true;
    private int jobs;
    private int failingOperation = Integer.MAX_VALUE;
    private int operations;

    final List<String> commands = new ArrayList<>();
    final List<String> progress = new ArrayList<>();

    FakeCluster(Path root, String version, String... names) {
        this.root = root;
        this.version = version;
        for (String name : names) {
            hosts.add(new Host(name));
        }
    }

    SlurmConfiguration configuration() {
        return new SlurmConfiguration(
                hosts.getFirst(),
                hosts.subList(1, hosts.size()),
                FOLDER,
                Daemons.SYSTEMD,
                new Surroundings(
                        Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC),
                        time -> {},
                        Duration.ofSeconds(3),
                        progress::add));
    }

    void jobs(int count) {
        jobs = count;
    }

    void nodesStart(boolean yes) {
        nodesStart = yes;
    }

    /** The n-th operation on a file from now on fails, once. */
    void failAt(int operation) {
        operations = 0;
        failingOperation = operation;
    }

    boolean isAlive() {
        return alive;
    }

    int operations() {
        return operations;
    }

    void put(String host, String name, String text) throws IOException {
        Path path = path(host, FOLDER + "/" + name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /** Everything below the folder of every host, by host and name. */
    Map<String, String> everything() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(path).toString().replace("etc/slurm/", ""), Files.readString(path));
            }
        }
        return files;
    }

    private Path path(String host, String path) {
        return root.resolve(host).resolve(path.substring(1));
    }

    private boolean load() throws IOException {
        Path conf = path(hosts.getFirst().name(), FOLDER + "/slurm.conf");
        if (!Files.exists(conf)) {
            return false;
        }
        String text = Files.readString(conf);
        if (!SlurmLint.check(List.of(new ConfSource(conf, "slurm.conf", text)), Map.of())
                .problems()
                .isEmpty()) {
            return false;
        }
        loaded.clear();
        loaded.addAll(NodeList.all(text));
        return true;
    }

    private CommandResult run(String host, List<String> argv) throws IOException {
        String command = String.join(" ", argv);
        commands.add(host + ": " + command);
        if (argv.getFirst().equals("readlink")) {
            return answer(0, argv.getLast() + "\n");
        }
        return switch (command) {
            case "slurmctld -V" -> answer(0, "slurm-wlm " + version + "\n");
            case "scontrol ping" -> answer(alive ? 0 : 1, "");
            case "squeue --json --states=all" -> answer(0, "{\"jobs\": [" + runningJobs() + "]}");
            case "sinfo --json", "scontrol show nodes --json" -> answer(0, "{\"nodes\": [" + nodes() + "]}");
            case "systemctl restart slurmctld" -> {
                alive = load();
                yield answer(alive ? 0 : 1, "slurmctld.service failed");
            }
            case "systemctl restart slurmd" -> {
                running.add(host);
                yield answer(0, "");
            }
            case "scontrol reconfigure" -> {
                List<String> before = List.copyOf(loaded);
                alive = load() && (before.equals(loaded) || version.compareTo("23.11") >= 0);
                yield answer(alive ? 0 : 1, "slurm_reconfigure error: Unable to contact slurm controller");
            }
            default -> throw new AssertionError("nobody runs " + command);
        };
    }

    private String runningJobs() {
        return Stream.iterate(1, id -> id + 1)
                .limit(jobs)
                .map(id -> "{\"job_id\": " + id + ", \"job_state\": \"RUNNING\"}")
                .collect(Collectors.joining(","));
    }

    private String nodes() {
        return loaded.stream()
                .map(name -> "{\"name\": \"" + name + "\", \"state\": \""
                        + (nodesStart && running.contains(name) ? "idle" : "unknown") + "\"}")
                .collect(Collectors.joining(","));
    }

    private static CommandResult answer(int exit, String out) {
        return new CommandResult(exit, out, "");
    }

    private void count() throws IOException {
        if (++operations == failingOperation) {
            throw new IOException("no space left on device");
        }
    }

    private final class Host implements SlurmHost {
        private final String name;

        Host(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public CommandResult run(List<String> argv) throws IOException {
            return FakeCluster.this.run(name, argv);
        }

        @Override
        public Optional<String> read(String path) throws IOException {
            try {
                return Optional.of(Files.readString(path(name, path)));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        }

        @Override
        public void write(String path, String text) throws IOException {
            count();
            Files.createDirectories(path(name, path).getParent());
            Files.writeString(path(name, path), text);
        }

        @Override
        public void rename(String from, String to) throws IOException {
            count();
            Files.move(path(name, from), path(name, to), StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public void delete(String path) throws IOException {
            Files.deleteIfExists(path(name, path));
        }
    }
}
