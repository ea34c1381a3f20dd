package org.aiperf.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A real OpenSSH server on a loopback port, with keys of its own, that lets in whoever runs the test. Tests that need
 * it are skipped, with the reason, where OpenSSH is not installed.
 */
final class OpenSshServer implements AutoCloseable {
    static final String USER = System.getProperty("user.name");
    private static final Path RUN_FOLDER = Path.of("/run/sshd");

    private final Path folder;
    private final int port;
    private final Process process;

    private OpenSshServer(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Whether a program of OpenSSH is there; the servers stand outside the path of ordinary users. */
    static Path program(String name) {
        List<String> folders =
                new ArrayList<>(Arrays.asList(System.getenv("PATH").split(":")));
        folders.addAll(List.of("/usr/sbin", "/usr/local/sbin", "/usr/lib/openssh", "/usr/libexec"));
        return folders.stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> Assumptions.abort(name + " of OpenSSH is not installed here"));
    }

    /**
     * Makes host key, client key and {@code known_hosts} in the folder unless they are there, and starts the server.
     *
     * @param settings further lines of {@code sshd_config}; they come first, so they win
     */
    static OpenSshServer start(Path folder, String... settings) throws IOException, InterruptedException {
        Path sshd = program("sshd").toAbsolutePath();
        Path sftp = program("sftp-server").toAbsolutePath();
        if (USER.equals("root") && !Files.isDirectory(RUN_FOLDER)) {
            Files.createDirectory(RUN_FOLDER);
        }
        Files.createDirectories(folder);
        key(folder.resolve("host_key"), "ed25519", "");
        key(folder.resolve("client_key"), "ed25519", "");
        Files.copy(
                folder.resolve("client_key.pub"),
                folder.resolve("authorized_keys"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        int port = freePort();
        List<String> lines = new ArrayList<>(Arrays.asList(settings));
        lines.addAll(List.of(
                // A bash that is called by sshd reads ~/.bashrc, which takes what it takes, unless it is not the first.
                "SetEnv SHLVL=1",
                "ListenAddress 127.0.0.1:" + port,
                "HostKey " + folder.resolve("host_key"),
                "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
                "PidFile " + folder.resolve("sshd.pid"),
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication no",
                "StrictModes no",
                "UsePAM no",
                "MaxStartups 100",
                "Subsystem sftp " + sftp));
        Path config = Files.write(folder.resolve("sshd_config"), lines);
        Process process = new ProcessBuilder(sshd.toString(), "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        OpenSshServer server = new OpenSshServer(folder, port, process);
        server.awaitAnswer();
        Files.write(folder.resolve("known_hosts"), List.of(server.knownHostsLine()));
        return server;
    }

    /** A key pair in OpenSSH's format, unless it is there. */
    static Path key(Path file, String type, String passphrase) throws IOException, InterruptedException {
        if (!Files.exists(file)) {
            run(program("ssh-keygen").toString(), "-q", "-t", type, "-N", passphrase, "-C", "test", "-f", file + "");
        }
        return file;
    }

    /** Runs a program to its end and returns what it printed. */
    static String run(String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("command", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + ": " + Files.readString(out));
            }
            return Files.readString(out);
        } finally {
            Files.delete(out);
        }
    }

    int port() {
        return port;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    Path clientKey() {
        return file("client_key");
    }

    Path knownHosts() {
        return file("known_hosts");
    }

    /** Type and key of the server, as they stand in {@code known_hosts}. */
    String hostKey() throws IOException {
        String[] words = Files.readString(file("host_key.pub")).split(" ");
        return words[0] + " " + words[1];
    }

    String knownHostsLine() throws IOException {
        return "[127.0.0.1]:" + port + " " + hostKey();
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        children.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException("sshd does not start: " + Files.readString(file("sshd.log")), notYet);
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
