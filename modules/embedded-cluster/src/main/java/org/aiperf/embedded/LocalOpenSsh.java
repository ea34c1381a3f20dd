package org.aiperf.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.aiperf.cluster.SshAddress;

/**
 * The OpenSSH server that is installed on this machine, started as an ordinary program on a free port of 127.0.0.1: with
 * keys of its own, in a folder of its own, for nobody but this user. For benchmarks and tests beside the real thing.
 */
public final class LocalOpenSsh implements AutoCloseable {
    private static final List<String> SERVER_FOLDERS =
            List.of("/usr/sbin", "/usr/local/sbin", "/usr/lib/openssh", "/usr/libexec/openssh", "/usr/libexec");
    private static final Path SEPARATION = Path.of("/run/sshd");
    private static final long PATIENCE_SECONDS = 30;

    private final Path folder;
    private final int port;
    private final Process server;
    private final boolean madeSeparation;

    private LocalOpenSsh(Path folder, int port, Process server, boolean madeSeparation) {
        this.folder = folder;
        this.port = port;
        this.server = server;
        this.madeSeparation = madeSeparation;
    }

    /** What is not installed of OpenSSH; empty if all of it is. */
    public static Optional<String> missing() {
        List<String> missing = new ArrayList<>();
        for (String name : List.of("sshd", "sftp-server", "ssh-keygen")) {
            if (program(name).isEmpty()) {
                missing.add(name);
            }
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("of OpenSSH there is no " + String.join(", no ", missing)
                        + " here; install it: apt-get install openssh-server");
    }

    /** A program of OpenSSH; the servers are not on the path of ordinary users. */
    public static Optional<Path> program(String name) {
        List<String> folders = new ArrayList<>(
                Arrays.asList(System.getenv().getOrDefault("PATH", "").split(":")));
        folders.addAll(SERVER_FOLDERS);
        return folders.stream()
                .filter(place -> !place.isEmpty())
                .map(place -> Path.of(place, name).toAbsolutePath())
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts the server; it accepts connections when this returns.
     *
     * @param home holds its keys and settings, for this user only
     * @param settings further lines of {@code sshd_config}; they win over ours
     */
    public static LocalOpenSsh start(Path home, String... settings) throws IOException, InterruptedException {
        Path folder = PrivateFiles.folder(home.toAbsolutePath().normalize());
        Path sshd = program("sshd").orElseThrow(() -> new IOException("sshd is not installed here"));
        makeKey(folder.resolve("host_key"));
        makeKey(folder.resolve("client_key"));
        boolean madeSeparation = LocalMachine.user().equals("root") && !Files.isDirectory(SEPARATION);
        if (madeSeparation) {
            // Where there is no service of that kind, a server that root starts misses its empty folder.
            Files.createDirectory(SEPARATION);
        }
        int port = freePort();
        List<String> lines = new ArrayList<>(Arrays.asList(settings));
        lines.addAll(List.of(
                "ListenAddress 127.0.0.1:" + port,
                "HostKey " + folder.resolve("host_key"),
                "AuthorizedKeysFile " + folder.resolve("client_key.pub"),
                "AllowUsers " + LocalMachine.user(),
                "PidFile none",
                "PermitRootLogin prohibit-password",
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication no",
                "StrictModes no",
                "UsePAM no",
                "MaxStartups 100"));
        if (lines.stream().noneMatch(line -> line.startsWith("Subsystem "))) {
            lines.add("Subsystem sftp "
                    + program("sftp-server").orElseThrow(() -> new IOException("sftp-server is not installed here")));
        }
        Path config = Files.write(folder.resolve("sshd_config"), lines);
        Process server = new ProcessBuilder(sshd.toString(), "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        LocalOpenSsh started = new LocalOpenSsh(folder, port, server, madeSeparation);
        try {
            started.awaitAnswer();
            Files.deleteIfExists(started.knownHosts());
            started.trust(port);
            return started;
        } catch (IOException | InterruptedException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    /** The private key that it lets in. */
    public Path identity() {
        return folder.resolve("client_key");
    }

    /** Its host key, as clients keep it. */
    public Path knownHosts() {
        return folder.resolve("known_hosts");
    }

    public SshAddress address() {
        return new SshAddress("127.0.0.1", port, LocalMachine.user(), identity(), knownHosts());
    }

    /** How to reach it through a relay on another port of 127.0.0.1. */
    public SshAddress through(LoopbackRelay relay) throws IOException {
        trust(relay.port());
        return new SshAddress("127.0.0.1", relay.port(), LocalMachine.user(), identity(), knownHosts());
    }

    private void trust(int place) throws IOException {
        String key = Files.readString(folder.resolve("host_key.pub"), StandardCharsets.UTF_8);
        Files.writeString(
                knownHosts(),
                "[127.0.0.1]:" + place + " " + key.strip() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static void makeKey(Path file) throws IOException, InterruptedException {
        if (Files.exists(file)) {
            return;
        }
        String program = program("ssh-keygen")
                .orElseThrow(() -> new IOException("ssh-keygen is not installed here"))
                .toString();
        Process made = new ProcessBuilder(
                        program, "-q", "-t", "ed25519", "-N", "", "-C", "local", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (made.waitFor() != 0) {
            throw new IOException(file + ": ssh-keygen could not make a key");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!answers()) {
            if (!server.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("sshd does not start: "
                        + Files.readString(folder.resolve("sshd.log")).strip());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.getInputStream().read() == 'S';
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Ends the server, the connections that it has, and what they run. */
    @Override
    public void close() throws IOException {
        // Each connection has a session of its own, so the server's death does not end them.
        List<ProcessHandle> below = server.descendants().toList();
        server.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
        try {
            server.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (madeSeparation) {
            Files.deleteIfExists(SEPARATION);
        }
    }
}
