package org.aiperf.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.aiperf.cli.Benchmark;
import org.aiperf.cli.BenchmarkTable;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.Role;
import org.aiperf.cluster.SshAddress;
import org.aiperf.embedded.LocalOpenSsh;
import org.aiperf.embedded.LoopbackRelay;
import org.aiperf.launch.AgentBundle;
import org.aiperf.launch.Deployment;
import org.aiperf.launch.LaunchProgress;
import org.aiperf.remote.SshConnection;
import org.jspecify.annotations.Nullable;

/**
 * A large file over SSH beside OpenSSH's own {@code scp}, and what it costs to deploy an agent that is already there. The
 * server of both is the OpenSSH of this machine, started by this user on the loopback interface.
 */
public final class DeployBenchmark implements Benchmark {
    private static final int REDEPLOYMENTS = 5;
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long NEEDED_BYTES = 2L << 30;

    @Override
    public String name() {
        return "deploy";
    }

    @Override
    public String measures() {
        return "an upload of 200 MB beside OpenSSH's scp, and a second deployment of an unchanged agent";
    }

    @Override
    public Map<String, @Nullable Double> run(BenchmarkTable table) throws IOException, InterruptedException {
        Map<String, @Nullable Double> figures = new LinkedHashMap<>();
        figures.put("timesScp", null);
        figures.put("redeployBytes", null);
        figures.put("redeploySeconds", null);
        Optional<String> missing = LocalOpenSsh.missing();
        if (missing.isPresent()) {
            table.say(missing.get());
            return figures;
        }
        Path scratch = scratch();
        // Login scripts of this user are no part of what is measured.
        try (LocalOpenSsh server = LocalOpenSsh.start(
                scratch.resolve("sshd"), "SetEnv HOME=" + Files.createDirectory(scratch.resolve("home")))) {
            figures.put("timesScp", new UploadRace(server, scratch, table::say).timesScp());
            redeploy(server, scratch, table, figures);
            return figures;
        } finally {
            deleteFolder(scratch);
        }
    }

    /** In memory where there is such a folder: the disk would be the same for all, and slower than any of them. */
    private static Path scratch() throws IOException {
        if (Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > NEEDED_BYTES) {
            return Files.createTempDirectory(MEMORY, "aiperf-bench");
        }
        return Files.createTempDirectory("aiperf-bench");
    }

    private static void redeploy(
            LocalOpenSsh server, Path scratch, BenchmarkTable table, Map<String, @Nullable Double> figures)
            throws IOException, InterruptedException {
        Path stage = Path.of(System.getProperty("aiperf.stage", "stage"));
        Path archive = stage.resolve("agents/aiperf-agent-linux-x86_64.zip");
        boolean withRuntime = Files.exists(archive);
        String shared = Files.createDirectory(scratch.resolve("shared")).toString();
        try (LoopbackRelay relay = LoopbackRelay.to(server.port())) {
            SshAddress address = server.through(relay);
            double[] seconds = new double[REDEPLOYMENTS];
            long mostBytes = 0;
            for (int round = 0; round <= REDEPLOYMENTS; round++) {
                long before = relay.sentBytes() + relay.receivedBytes();
                long start = System.nanoTime();
                AgentBundle bundle = withRuntime ? AgentBundle.archive(archive) : AgentBundle.in(stage.resolve("lib"));
                try (SshConnection head = SshConnection.open(new Node("head", Role.MASTER, address, List.of()))) {
                    new Deployment(head, shared).deploy(bundle, LaunchProgress.SILENT);
                }
                double took = (System.nanoTime() - start) / 1e9;
                long bytes = relay.sentBytes() + relay.receivedBytes() - before;
                if (round > 0) {
                    seconds[round - 1] = took;
                    mostBytes = Math.max(mostBytes, bytes);
                }
                table.say(String.format(
                        Locale.ROOT,
                        "%s of the agent%s: %,d bytes both ways, %.3f s",
                        round == 0 ? "deployment" : "again, " + round + " of " + REDEPLOYMENTS,
                        withRuntime ? " with its Java" : "",
                        bytes,
                        took));
            }
            figures.put("redeployBytes", (double) mostBytes);
            figures.put("redeploySeconds", Median.of(seconds));
        }
    }

    private static void deleteFolder(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path left, @Nullable IOException failure) throws IOException {
                Files.delete(left);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
