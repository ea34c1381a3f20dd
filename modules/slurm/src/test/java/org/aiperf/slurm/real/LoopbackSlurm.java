package org.aiperf.slurm.real;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.aiperf.slurm.CommandResult;
import org.aiperf.slurm.apply.SlurmHost;

/** The installed Slurm, as whoever runs this, on 127.0.0.1 alone: a controller, and a slurmd for each node. */
final class LoopbackSlurm implements SlurmHost, AutoCloseable {
    private final Path folder;
    private final List<Integer> ports = new ArrayList<>();
    private final Map<String, Process> daemons = new LinkedHashMap<>();

    LoopbackSlurm(Path folder, int nodes) throws IOException {
        this.folder = folder;
        for (String name : List.of("etc", "munge", "state", "spool", "log", "run")) {
            Files.createDirectories(folder.resolve(name));
        }
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i <= nodes; i++) {
            sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            ports.add(sockets.getLast().getLocalPort());
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        startMunge();
    }

    static boolean isInstalled() {
        return Stream.of("slurmctld", "slurmd", "sinfo", "sbatch", "munged", "munge")
                .allMatch(program -> Stream.of(path().split(File.pathSeparator))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, program))));
    }

    static String hostname() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("hostname", "-s").start();
        String name = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return name;
    }

    private static String path() {
        return System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
    }

    Path folder() {
        return folder;
    }

    int controllerPort() {
        return ports.getFirst();
    }

    int nodePort(int node) {
        return ports.get(node);
    }

    private void startMunge() throws IOException {
        byte[] key = new byte[128];
        new SecureRandom().nextBytes(key);
        Path file = folder.resolve("munge/munge.key");
        Files.write(file, key);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        start(
                "munged",
                List.of(
                        "munged",
                        "--foreground",
                        "--force",
                        "--key-file=" + file,
                        "--socket=" + mungeSocket(),
                        "--pid-file=" + folder.resolve("munge/munged.pid"),
                        "--seed-file=" + folder.resolve("munge/seed"),
                        "--log-file=" + folder.resolve("munge/munged.log")));
        await("munged", () -> Files.exists(mungeSocket()));
    }

    Path mungeSocket() {
        return folder.resolve("munge/socket");
    }

    private String conf() {
        return folder.resolve("etc/slurm.conf").toString();
    }

    private void start(String name, List<String> argv) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.environment().put("PATH", path());
        builder.environment().put("SLURM_CONF", conf());
        Path log = folder.resolve("log").resolve(name + ".out");
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        daemons.put(name, builder.start());
    }

    private void stop(String name) throws IOException {
        Process process = daemons.remove(name);
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    void startNode(String name) throws IOException {
        stop("slurmd-" + name);
        Files.createDirectories(folder.resolve("spool").resolve(name));
        start("slurmd-" + name, List.of("slurmd", "-D", "-f", conf(), "-N", name));
    }

    private boolean restartController() throws IOException {
        stop("slurmctld");
        start("slurmctld", List.of("slurmctld", "-D", "-f", conf()));
        Process controller = daemons.get("slurmctld");
        await(
                "slurmctld",
                () -> (controller != null && !controller.isAlive())
                        || run(List.of("scontrol", "ping")).succeeded());
        return controller != null && controller.isAlive();
    }

    interface Look {
        boolean isSo() throws IOException;
    }

    void await(String what, Look look) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!look.isSo()) {
            if (System.nanoTime() > end) {
                throw new IOException(what + " did not come within 60 s:\n" + logs());
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    private String logs() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(folder.resolve("log"))) {
            for (Path file : files.sorted().toList()) {
                List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
                text.append(file).append('\n');
                lines.stream()
                        .skip(Math.max(0, lines.size() - 15))
                        .forEach(line -> text.append("  ").append(line).append('\n'));
            }
        }
        return text.toString();
    }

    @Override
    public String name() {
        return "here";
    }

    /** Restarts are done to our own processes; everything else is run. */
    @Override
    public CommandResult run(List<String> argv) throws IOException {
        if (argv.equals(List.of("restart", "slurmctld"))) {
            boolean started = restartController();
            return new CommandResult(started ? 0 : 1, "", started ? "" : logs());
        }
        if (argv.equals(List.of("restart", "slurmd"))) {
            for (String daemon : List.copyOf(daemons.keySet())) {
                if (daemon.startsWith("slurmd-")) {
                    startNode(daemon.substring("slurmd-".length()));
                }
            }
            return new CommandResult(0, "", "");
        }
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.environment().put("PATH", path());
        builder.environment().put("SLURM_CONF", conf());
        builder.directory(folder.toFile());
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        try {
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            int exit = process.waitFor();
            return new CommandResult(exit, Files.readString(out), Files.readString(err));
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    @Override
    public Optional<String> read(String path) throws IOException {
        try {
            return Optional.of(Files.readString(Path.of(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void write(String path, String text) throws IOException {
        Files.writeString(Path.of(path), text);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(Path.of(from), Path.of(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(Path.of(path));
    }

    /** The controller first: without its nodes it would wait for them. */
    @Override
    public void close() throws IOException {
        stop("slurmctld");
        for (String name : List.copyOf(daemons.keySet())) {
            if (!name.equals("munged")) {
                stop(name);
            }
        }
        stop("munged");
    }
}
