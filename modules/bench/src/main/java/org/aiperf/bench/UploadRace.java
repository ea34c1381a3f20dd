package org.aiperf.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.Role;
import org.aiperf.cluster.SshAddress;
import org.aiperf.embedded.LocalOpenSsh;
import org.aiperf.remote.SshConnection;
import org.jspecify.annotations.Nullable;

/**
 * A file of 200 MB of random bytes sent to the same server by us and by {@code scp}, in turns. Each turn opens a
 * connection of its own and ends when the file has its name there.
 */
final class UploadRace {
    private static final int ROUNDS = 9;
    private static final int WARM_UP = 3;
    private static final int MEGABYTES = 200;
    private static final int MEGABYTE = 1_000_000;
    private static final long SEED = 1;
    private static final String FAST_CIPHER = "aes128-gcm@openssh.com";

    private final LocalOpenSsh server;
    private final Path sent;
    private final Path arrived;
    private final Consumer<String> log;

    UploadRace(LocalOpenSsh server, Path scratch, Consumer<String> log) throws IOException {
        this.server = server;
        this.sent = scratch.resolve("sent");
        this.arrived = scratch.resolve("arrived");
        this.log = log;
        Random random = new Random(SEED);
        byte[] block = new byte[MEGABYTE];
        try (OutputStream out = Files.newOutputStream(sent)) {
            for (int i = 0; i < MEGABYTES; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
    }

    /** The seconds of the faster of two {@code scp} over ours, medians; null if it cannot run here. */
    @Nullable
    Double timesScp() throws IOException, InterruptedException {
        Optional<Path> scp = LocalOpenSsh.program("scp");
        if (scp.isEmpty()) {
            log.accept("there is no scp here to compare with; install it: apt-get install openssh-client");
            return null;
        }
        List<Double> ours = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        List<Double> fast = new ArrayList<>();
        for (int round = 1 - WARM_UP; round <= ROUNDS; round++) {
            double our = turn(this::upload);
            double asItComes = turn(() -> copy(scp.get(), List.of()));
            double withCipher = turn(() -> copy(scp.get(), List.of("-c", FAST_CIPHER)));
            if (round > 0) {
                ours.add(our);
                plain.add(asItComes);
                fast.add(withCipher);
                log.accept(String.format(
                        Locale.ROOT,
                        "upload %d of %d: ours %.0f MB/s, scp %.0f MB/s, scp -c %s %.0f MB/s",
                        round,
                        ROUNDS,
                        MEGABYTES / our,
                        MEGABYTES / asItComes,
                        FAST_CIPHER,
                        MEGABYTES / withCipher));
            }
        }
        log.accept(String.format(
                Locale.ROOT,
                "medians: ours %.3f s, scp %.3f s, scp -c %s %.3f s; the faster scp counts",
                Median.of(ours),
                Median.of(plain),
                FAST_CIPHER,
                Median.of(fast)));
        return Math.min(Median.of(plain), Median.of(fast)) / Median.of(ours);
    }

    private interface Turn {
        void take() throws IOException, InterruptedException;
    }

    /** Seconds. */
    private double turn(Turn turn) throws IOException, InterruptedException {
        Files.deleteIfExists(arrived);
        long start = System.nanoTime();
        turn.take();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (Files.mismatch(sent, arrived) >= 0) {
            throw new IOException("what arrived is not what was sent");
        }
        return seconds;
    }

    private void upload() throws IOException {
        try (SshConnection connection =
                SshConnection.open(new Node("head", Role.MASTER, server.address(), List.of()))) {
            connection.files().upload(sent, arrived.toString(), bytes -> {});
        }
    }

    private void copy(Path scp, List<String> options) throws IOException, InterruptedException {
        SshAddress address = server.address();
        List<String> command = new ArrayList<>(List.of(scp.toString(), "-q", "-B", "-F", "none"));
        command.addAll(options);
        command.addAll(List.of(
                "-P",
                Integer.toString(server.port()),
                "-i",
                server.identity().toString(),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "UserKnownHostsFile=" + server.knownHosts(),
                sent.toString(),
                address.user().orElseThrow() + "@127.0.0.1:" + arrived));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("scp failed with exit code " + process.exitValue());
        }
    }
}
