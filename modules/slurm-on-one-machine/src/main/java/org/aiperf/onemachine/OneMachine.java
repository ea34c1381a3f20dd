package org.aiperf.onemachine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.ClusterFile;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.SlurmAccess;
import org.aiperf.cluster.SshAddress;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;

/**
 * A cluster of daemons on this machine, started from the installed packages by whoever calls, who needs no rights beyond
 * his own: munged, slurmctld, a slurmd for every slave and an SSH server for every node, all on 127.0.0.1. They live on
 * when this program ends. Everything is in one folder, but for {@code /run/sshd}, which a server of root insists on.
 */
public final class OneMachine {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path SSHD_OF_ROOT = Path.of("/run/sshd");
    private static final String MUNGED = "munged";
    private static final int KEY_BYTES = 128;

    private final Layout layout;
    private final Programs programs;
    private final Daemons daemons;
    private final SlurmClient slurm;
    private final String user = System.getProperty("user.name");

    private OneMachine(Layout layout, Programs programs) {
        this.layout = layout;
        this.programs = programs;
        this.daemons = new Daemons(layout, programs);
        this.slurm = new SlurmClient(layout, programs);
    }

    /**
     * The cluster in a folder, which need not exist yet.
     *
     * @throws InvalidInputException if no cluster can be there
     */
    public static OneMachine in(Path folder) throws InvalidInputException {
        return new OneMachine(Layout.of(folder), Programs.onPath(System.getenv().getOrDefault("PATH", "")));
    }

    /** What is not installed here, one line each; empty if the cluster can be started. */
    public static List<Problem> missing() {
        return Programs.onPath(System.getenv().getOrDefault("PATH", "")).missing();
    }

    /**
     * A node of a cluster that is up.
     *
     * @param port of its SSH server on 127.0.0.1
     * @param state as Slurm has it, such as {@code idle}; {@code up} for the master
     */
    public record Up(String name, String role, int port, String state) {}

    /**
     * Starts what does not run yet, and returns when every node takes jobs.
     *
     * @param sample what to build; of its addresses only the names of the nodes are used
     * @throws IOException if something does not start; what did start stays up, so that its logs can be read
     */
    public List<Up> up(Cluster sample) throws IOException, InterruptedException {
        requirePrograms();
        layout.make();
        try (FileChannel channel = open();
                FileLock _ = channel.lock()) {
            if (!isComplete(sample)) {
                start(sample);
            }
            Ports ports = Ports.of(layout.ports());
            awaitNodes(sample, ports);
            return describe(sample, ports);
        }
    }

    /** Ends every daemon and whatever they have left behind. The folder stays, with keys, logs and the shared folder. */
    public void down() throws IOException, InterruptedException {
        requirePrograms();
        if (!Files.isDirectory(layout.root())) {
            return;
        }
        try (FileChannel channel = open();
                FileLock _ = channel.lock()) {
            if (daemons.isAlive(SlurmFiles.CONTROLLER) && daemons.isAlive(MUNGED)) {
                slurm.clearQueue();
            }
            daemons.end(daemons.known("sshd-"));
            // The controller goes before its nodes: without them it would wait for them.
            daemons.end(daemons.known(SlurmFiles.CONTROLLER));
            daemons.end(daemons.known("slurmd-"));
            daemons.end(daemons.known(MUNGED));
            Strays strays = new Strays(layout);
            for (List<ProcessMark> left = strays.find(); !left.isEmpty(); left = strays.find()) {
                Daemons.endAll(left);
            }
            if (Files.deleteIfExists(layout.root().resolve("made-run-sshd"))) {
                deleteEmpty(SSHD_OF_ROOT);
            }
        }
    }

    /** Where the files of the cluster are, by what they are for. */
    public Map<String, Path> files() {
        return Map.of(
                "cluster", layout.clusterFile(),
                "clusterWithoutSlurm", layout.clusterFileWithoutSlurm(),
                "slurmConf", layout.slurmConf(),
                "sshConfig", layout.sshConfig(),
                "logs", layout.logs());
    }

    private void requirePrograms() throws IOException {
        List<Problem> missing = programs.missing();
        if (!missing.isEmpty()) {
            throw new IOException(
                    String.join("\n", missing.stream().map(Problem::toString).toList()));
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static List<String> names(Cluster sample) {
        List<String> names = new ArrayList<>(List.of(MUNGED, SlurmFiles.CONTROLLER));
        sample.slaves().forEach(node -> names.add(SlurmFiles.daemon(node.name())));
        sample.nodes().forEach(node -> names.add(SshHosts.daemon(node.name())));
        return names;
    }

    private boolean isComplete(Cluster sample) {
        return names(sample).stream().allMatch(daemons::isAlive) && Files.exists(layout.clusterFile());
    }

    private void start(Cluster sample) throws IOException, InterruptedException {
        boolean anyRuns = names(sample).stream().anyMatch(daemons::isAlive);
        List<String> listening =
                names(sample).stream().filter(name -> !name.equals(MUNGED)).toList();
        Ports ports = anyRuns
                ? Ports.of(layout.ports())
                : Ports.choose(layout.ports(), listening, new SplittableRandom(System.nanoTime()));
        if (!daemons.isAlive(SlurmFiles.CONTROLLER)) {
            // A controller that remembers running jobs would look for them on nodes that know nothing of them.
            empty(layout.state());
            empty(layout.spool());
        }
        writeMungeKey();
        new SlurmFiles(layout, ports, user, hostname()).write(sample);
        SshHosts hosts = new SshHosts(layout, programs, ports, user);
        hosts.write(sample);
        writeClusterFiles(sample, ports);
        Map<String, String> environment =
                Map.of("SLURM_CONF", layout.slurmConf().toString());
        startMunge();
        daemons.start(
                SlurmFiles.CONTROLLER,
                List.of(
                        programs.path("slurmctld"),
                        "-D",
                        "-f",
                        layout.slurmConf().toString()),
                environment);
        for (Node node : sample.slaves()) {
            Files.createDirectories(layout.spool().resolve(node.name()));
            daemons.start(
                    SlurmFiles.daemon(node.name()),
                    List.of(
                            programs.path("slurmd"),
                            "-D",
                            "-f",
                            layout.slurmConf().toString(),
                            "-N",
                            node.name()),
                    environment);
        }
        prepareForRoot();
        for (Node node : sample.nodes()) {
            daemons.start(SshHosts.daemon(node.name()), hosts.command(node.name()), Map.of());
        }
    }

    private void startMunge() throws IOException, InterruptedException {
        List<String> command = List.of(
                programs.path("munged"),
                "--foreground",
                // It dislikes sockets in private homes; this one is of one user for the same user.
                "--force",
                "--num-threads=2",
                "--key-file=" + layout.mungeKey(),
                "--socket=" + layout.mungeSocket(),
                "--pid-file=" + layout.munge().resolve("pid"),
                "--seed-file=" + layout.munge().resolve("seed"),
                "--log-file=" + layout.logs().resolve("munged.log"));
        daemons.start(MUNGED, command, Map.of());
        boolean answers = Daemons.await(
                () -> Files.exists(layout.mungeSocket()) || !daemons.isAlive(MUNGED), Duration.ofSeconds(10));
        if (!answers || !daemons.isAlive(MUNGED)) {
            throw new IOException("munged does not start: " + daemons.lastLine(MUNGED));
        }
    }

    private void writeMungeKey() throws IOException {
        if (Files.notExists(layout.mungeKey())) {
            byte[] key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            Files.createFile(
                    layout.mungeKey(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(layout.mungeKey(), key);
        }
    }

    private void prepareForRoot() throws IOException {
        if (user.equals("root") && Files.notExists(SSHD_OF_ROOT)) {
            Files.createDirectory(
                    SSHD_OF_ROOT, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Files.writeString(layout.root().resolve("made-run-sshd"), "");
        }
    }

    private void writeClusterFiles(Cluster sample, Ports ports) throws IOException {
        List<Node> nodes = new ArrayList<>();
        for (Node node : sample.nodes()) {
            SshAddress address = new SshAddress(
                    "127.0.0.1", ports.of(SshHosts.daemon(node.name())), user, layout.client(), layout.knownHosts());
            nodes.add(new Node(
                    node.name(),
                    node.role(),
                    Optional.of("127.0.0.1"),
                    Optional.of(address),
                    node.hardware(),
                    node.accelerators()));
        }
        Optional<SlurmAccess> wanted = sample.slurm();
        SlurmAccess access = new SlurmAccess(
                Optional.of(SlurmFiles.partition(sample)),
                Optional.empty(),
                wanted.map(SlurmAccess::timeLimitMinutes).orElseGet(java.util.OptionalInt::empty),
                wanted.map(SlurmAccess::requeue).orElse(true),
                layout.config().toString());
        String shared = layout.shared().toString();
        ClusterFile.write(new Cluster(sample.name(), shared, Optional.of(access), nodes), layout.clusterFile());
        ClusterFile.write(
                new Cluster(sample.name() + "-over-ssh", shared, Optional.empty(), nodes),
                layout.clusterFileWithoutSlurm());
    }

    private void awaitNodes(Cluster sample, Ports ports) throws IOException, InterruptedException {
        for (String name : names(sample)) {
            boolean listens =
                    name.equals(MUNGED) || Daemons.await(() -> ports.isOpen(name) || !daemons.isAlive(name), PATIENCE);
            if (!listens || !daemons.isAlive(name)) {
                throw new IOException(
                        name + " does not start: " + daemons.lastLine(name) + "; its log is " + daemons.log(name));
            }
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<String> states = slurm.nodes();
        while (states.stream().filter(OneMachine::takesJobs).count()
                < sample.slaves().size()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("not every node takes jobs: " + String.join(", ", states) + "; see the logs in "
                        + layout.logs());
            }
            Thread.sleep(50);
            states = slurm.nodes();
        }
    }

    private static boolean takesJobs(String nodeAndState) {
        return nodeAndState.matches("\\S+ (idle|mixed|allocated|completing)");
    }

    private List<Up> describe(Cluster sample, Ports ports) throws IOException, InterruptedException {
        List<String> states = slurm.nodes();
        List<Up> up = new ArrayList<>();
        for (Node node : sample.nodes()) {
            String state = states.stream()
                    .filter(line -> line.startsWith(node.name() + " "))
                    .map(line -> line.substring(node.name().length() + 1))
                    .findFirst()
                    .orElse("up");
            up.add(new Up(
                    node.name(),
                    node.role().name().toLowerCase(java.util.Locale.ROOT),
                    ports.of(SshHosts.daemon(node.name())),
                    state));
        }
        return up;
    }

    private static String hostname() throws IOException {
        String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static void empty(Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(folder)) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    private static void deleteEmpty(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            boolean isEmpty;
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                isEmpty = !entries.iterator().hasNext();
            }
            if (isEmpty) {
                Files.delete(folder);
            }
        }
    }
}
