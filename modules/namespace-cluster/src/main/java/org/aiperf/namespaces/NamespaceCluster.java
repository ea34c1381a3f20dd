package org.aiperf.namespaces;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.Role;
import org.aiperf.cluster.SlurmAccess;
import org.aiperf.cluster.SshAddress;
import org.aiperf.problems.Problem;

/**
 * A master and two slaves, each in namespaces of its own, with real Slurm, munge and OpenSSH. This machine reaches the
 * master and nothing else; the master reaches the slaves. It needs root, and ends with the program that started it.
 */
public final class NamespaceCluster {
    /** The host that this machine reaches. */
    public static final String MASTER = Wiring.MASTER;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> SLAVES = List.of("slave1", "slave2");
    private static final String MUNGED = "munged";
    private static final String SSHD = "sshd";
    private static final long POLL_MILLIS = 50;
    private static final String IDLE = " idle";

    private final Path folder;
    private final Tools tools;
    private final Wiring wiring;
    private final HostFiles files;
    private final Map<String, Host> hosts = new LinkedHashMap<>();

    private NamespaceCluster(Path folder, Tools tools, Wiring wiring, HostFiles files) {
        this.folder = folder;
        this.tools = tools;
        this.wiring = wiring;
        this.files = files;
    }

    /** Why no such cluster can be started here, one line each; empty if one can. */
    public static List<Problem> missing() throws IOException, InterruptedException {
        Tools tools = new Tools();
        List<Problem> problems = new ArrayList<>(tools.missing());
        if (problems.isEmpty()) {
            Tools.Done tried = Tools.run(
                    List.of(tools.path("unshare"), "--net", "--mount", "--uts", "--ipc", "--pid", "--fork", "true"));
            if (!"root".equals(System.getProperty("user.name"))) {
                problems.add(Problem.of("namespaces", "need root", "run as root, in a container if you like"));
            } else if (!tried.succeeded()) {
                problems.add(Problem.of(
                        "namespaces",
                        "are not allowed here: " + String.join("; ", tried.lines()),
                        "give the container the right to make them"));
            }
        }
        return problems;
    }

    /**
     * Starts one, and returns when every slave takes jobs.
     *
     * @param folder new or empty; everything is in it
     * @param slurmdTimeout after which Slurm gives a silent node up, in whole seconds
     * @throws IOException if something does not start; nothing stays up then
     */
    public static NamespaceCluster start(Path folder, Duration slurmdTimeout) throws IOException, InterruptedException {
        Tools tools = new Tools();
        Wiring wiring = Wiring.choose(tools, SLAVES, new SplittableRandom(System.nanoTime()));
        Path root = folder.toAbsolutePath();
        HostFiles files = new HostFiles(root, tools, wiring, slurmdTimeout);
        NamespaceCluster cluster = new NamespaceCluster(root, tools, wiring, files);
        try {
            cluster.start();
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.end();
            throw e;
        }
    }

    private void start() throws IOException, InterruptedException {
        files.write();
        Path script = folder.resolve("host.sh");
        try (InputStream in = NamespaceCluster.class.getResourceAsStream("host.sh")) {
            if (in == null) {
                throw new IOException("the program is incomplete: no host.sh");
            }
            Files.write(script, in.readAllBytes());
        }
        for (String name : wiring.hosts()) {
            hosts.put(name, Host.boot(name, folder, script, tools));
        }
        wiring.connect(tools, hosts);
        for (Host host : hosts.values()) {
            host.start(
                    MUNGED,
                    List.of(
                            tools.path(MUNGED),
                            "--foreground",
                            "--force",
                            "--num-threads=2",
                            "--key-file=/run/host/munge.key",
                            "--pid-file=/run/munge/pid",
                            "--seed-file=/run/munge/seed",
                            "--log-file=/run/munge/log"));
            host.start(SSHD, List.of(tools.path(SSHD), "-D", "-e", "-f", "/run/host/sshd_config"));
        }
        for (Host host : hosts.values()) {
            await(
                    "munge on " + host.name(),
                    () -> host.run("test", "-S", "/run/munge/munge.socket.2").succeeded());
            startSlurm(host.name());
        }
        awaitIdle();
    }

    /** Returns when every slave is there and has nothing to do. */
    public void awaitIdle() throws IOException, InterruptedException {
        await("rest", this::isIdle);
    }

    /**
     * Plugs and starts whatever was pulled or killed, ends all jobs, and returns when every slave is there and has
     * nothing to do. Slurm asks a slave that it gave up only every third of its time limit whether it is back; one that
     * is started again says so itself.
     *
     * @throws IOException if that does not come about, saying how the slaves are
     */
    public void mend() throws IOException, InterruptedException {
        for (String slave : SLAVES) {
            plug(slave);
            startSlurm(slave);
        }
        startSlurm(MASTER);
        await("end of the jobs", this::clearQueue);
        for (String slave : SLAVES) {
            if (!states().contains(slave + IDLE)) {
                killSlurm(slave);
                startSlurm(slave);
                slurm("scontrol", "update", "nodename=" + slave, "state=resume");
            }
        }
        awaitIdle();
    }

    /** Ends everything. The folder stays. */
    public void end() throws IOException, InterruptedException {
        if (hosts.isEmpty()) {
            return;
        }
        wiring.disconnect(tools);
        for (Host host : hosts.values()) {
            host.end();
        }
        hosts.clear();
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private void await(String what, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("there is no " + what + ": " + String.join(", ", states()) + "; see the logs in "
                        + folder.resolve("logs"));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private Host host(String name) {
        Host host = hosts.get(name);
        if (host == null) {
            throw new IllegalArgumentException("there is no host " + name);
        }
        return host;
    }

    /** The cluster as a user of this machine describes it. */
    public Cluster cluster() {
        SshAddress address = new SshAddress(wiring.outer(), 22, HostFiles.USER, files.clientKey(), files.knownHosts());
        List<Node> nodes = new ArrayList<>();
        nodes.add(new Node(
                MASTER,
                Role.MASTER,
                Optional.of(wiring.inner(MASTER)),
                Optional.of(address),
                Optional.empty(),
                List.of()));
        Accelerator cpu = new Accelerator(Accelerator.Kind.CPU, "", 0, 1);
        for (String slave : SLAVES) {
            nodes.add(new Node(
                    slave,
                    Role.SLAVE,
                    Optional.of(wiring.inner(slave)),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(cpu)));
        }
        SlurmAccess access = new SlurmAccess(
                Optional.of("main"), Optional.empty(), OptionalInt.of(60), true, HostFiles.SLURM_FOLDER);
        return new Cluster("namespaces", HostFiles.SHARED, Optional.of(access), nodes);
    }

    /** The folder that all hosts share, as this machine sees it. */
    public Path shared() {
        return folder.resolve("shared");
    }

    /** Logs of hosts and daemons. */
    public Path logs() {
        return folder.resolve("logs");
    }

    /** Starts the daemon of Slurm's on a host, if it does not run: the controller on the master, else slurmd. */
    public void startSlurm(String host) throws IOException, InterruptedException {
        String daemon = daemon(host);
        List<String> command = new ArrayList<>(List.of(tools.path(daemon), "-D", "-f", HostFiles.SLURM_CONF));
        if (!host.equals(MASTER)) {
            command.addAll(List.of("-N", host));
        }
        host(host).start(daemon, command);
    }

    private static String daemon(String host) {
        return host.equals(MASTER) ? "slurmctld" : "slurmd";
    }

    /** Ends the daemon of Slurm's on a host without a chance to do anything; jobs live on. */
    public void killSlurm(String host) throws InterruptedException {
        host(host).kill(daemon(host));
    }

    /** Sends a process of a host a signal; the number is that of the host. */
    public void signal(String host, long process, String signal) throws IOException, InterruptedException {
        host(host).run("kill", "-" + signal, Long.toString(process));
    }

    /** Pulls the cable of a slave. */
    public void unplug(String slave) throws IOException, InterruptedException {
        wiring.set(tools, host(MASTER), slave, false);
    }

    /** Plugs it in again. */
    public void plug(String slave) throws IOException, InterruptedException {
        wiring.set(tools, host(MASTER), slave, true);
    }

    /** Runs a command on a host, as root; its lines, whatever came of it. */
    public List<String> run(String host, String... command) throws IOException, InterruptedException {
        return host(host).run(command).lines();
    }

    /** The jobs that wait, run or are being ended, one line each. */
    public List<String> queue() throws IOException, InterruptedException {
        return slurm("squeue", "--noheader");
    }

    /** Whether no job is left; the controller may be too young to end them at the first time of asking. */
    private boolean clearQueue() throws IOException, InterruptedException {
        boolean isEmpty = queue().isEmpty();
        if (!isEmpty) {
            slurm("scancel", "--user=" + HostFiles.USER);
        }
        return isEmpty;
    }

    private List<String> states() throws IOException, InterruptedException {
        return slurm("sinfo", "--noheader", "--Node", "--format=%N %T");
    }

    private List<String> slurm(String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("env", "SLURM_CONF=" + HostFiles.SLURM_CONF));
        all.addAll(List.of(command));
        return run(MASTER, all.toArray(String[]::new));
    }

    private boolean isIdle() throws IOException, InterruptedException {
        List<String> states = states();
        return SLAVES.stream().allMatch(slave -> states.contains(slave + IDLE)) && queue().isEmpty();
    }
}
