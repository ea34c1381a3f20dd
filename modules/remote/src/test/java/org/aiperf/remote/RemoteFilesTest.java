package org.aiperf.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aiperf.embedded.EmbeddedCluster;
import org.aiperf.remote.ConnectionException.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RemoteFilesTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    static Path home;

    @TempDir
    Path folder;

    private static EmbeddedCluster embedded;
    private static SshConnection connection;
    private static RemoteFiles files;

    @BeforeAll
    static void connect() throws IOException {
        embedded = EmbeddedCluster.start(home, 1);
        connection = SshConnection.open(embedded.cluster().master());
        files = connection.files();
    }

    @AfterAll
    static void disconnect() throws IOException {
        connection.close();
        embedded.close();
    }

    @Test
    void uploadsTwentyMegabytesUnchangedAndDownloadsThemAgain() throws Exception {
        byte[] bytes = RandomBytes.of(20_000_000);
        Path local = Files.write(folder.resolve("local"), bytes);
        String remote = folder.resolve("remote").toString();
        List<Long> progress = new ArrayList<>();

        files.upload(local, remote, progress::add);
        files.download(remote, folder.resolve("back"));

        assertThat(Files.mismatch(local, Path.of(remote))).isEqualTo(-1);
        assertThat(Files.mismatch(local, folder.resolve("back"))).isEqualTo(-1);
        assertThat(progress).isSorted().endsWith(20_000_000L);
        assertThat(files.sha256(remote))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        assertThat(files.list(folder.toString())).containsExactly("back", "local", "remote");
    }

    @Test
    void keepsUploadsToTheirOwnerUnlessTold() throws IOException {
        Path local = Files.writeString(folder.resolve("local"), "x");

        files.upload(local, folder + "/private", sent -> {});
        files.upload(local, folder + "/program", 0755, sent -> {});
        files.mkdirs(folder + "/a/b/c");
        files.mkdirs(folder + "/a/b/c");
        assertThat(files.mkdir(folder + "/run")).isTrue();
        assertThat(files.mkdir(folder + "/run")).isFalse();
        assertThat(files.mkdir(folder + "/private")).isFalse();

        assertThat(mode("run")).isEqualTo("rwx------");
        assertThat(mode("private")).isEqualTo("rw-------");
        assertThat(mode("program")).isEqualTo("rwxr-xr-x");
        assertThat(mode("a")).isEqualTo("rwx------");
        assertThat(mode("a/b/c")).isEqualTo("rwx------");
    }

    @Test
    void replacesAFileAndTakesNamesForNames() throws IOException {
        for (String name : List.of("plain", "st*r", "wh?t", "back\\slash", "[x]", "a b'c\"$d", "-rf")) {
            String remote = folder + "/" + name;

            files.write(remote, new byte[] {1});
            files.write(remote, new byte[] {2, 3});

            assertThat(files.read(remote, 0, 10)).as(name).containsExactly(2, 3);
            assertThat(files.exists(remote)).as(name).isTrue();
            assertThat(files.size(remote)).as(name).contains(2L);
            files.delete(remote);
            assertThat(files.exists(remote)).as(name).isFalse();
        }
        assertThat(files.list(folder.toString())).isEmpty();
        files.delete(folder + "/was never there");
        assertThatIllegalArgumentException().isThrownBy(() -> files.exists("a\0b"));
    }

    @Test
    void startsRelativePathsAtTheHomeOfTheNode() throws IOException {
        files.write("hello", new byte[] {7});

        assertThat(home.resolve("nodes/master/hello")).hasBinaryContent(new byte[] {7});
    }

    @Test
    void tellsWhatIsMissingAndLeavesNothingHalfDone() throws IOException {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> files.download(folder + "/none", folder.resolve("local")))
                .withMessage("master: " + folder + "/none: there is no such file or folder; check the path")
                .satisfies(e -> assertThat(e.stage()).isEqualTo(Stage.TRANSFER));
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> files.write(folder + "/none/file", new byte[1]));
        assertThatExceptionOfType(ConnectionException.class).isThrownBy(() -> files.list(folder + "/none"));
        assertThatExceptionOfType(ConnectionException.class).isThrownBy(() -> files.sha256(folder + "/none"));
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> files.upload(folder.resolve("none"), folder + "/up", sent -> {}));
        Files.createDirectory(folder.resolve("taken"));
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> files.write(folder + "/taken", new byte[1]));

        assertThat(folder.toFile().list()).containsExactly("taken");
    }

    @Test
    void readsAnyPartOfAFile() throws IOException {
        byte[] bytes = RandomBytes.of(3_000_000);
        Files.write(folder.resolve("file"), bytes);
        String remote = folder + "/file";

        for (int[] part :
                new int[][] {{0, 1}, {0, 100}, {5, 0}, {1_234_567, 1_000_000}, {2_999_999, 9}, {3_000_000, 9}}) {
            int end = Math.min(bytes.length, part[0] + part[1]);
            assertThat(files.read(remote, part[0], part[1])).isEqualTo(Arrays.copyOfRange(bytes, part[0], end));
        }
    }

    @Test
    @Timeout(60)
    void followsAGrowingFileWithoutLosingAByte() throws Exception {
        Path growing = folder.resolve("events.ndjson");
        byte[] bytes = RandomBytes.of(6_000_000);
        try (RemoteTail tail = files.tail(growing.toString(), 0)) {
            assertThat(tail.poll()).isEmpty();
            Thread writer = Thread.startVirtualThread(() -> append(growing, bytes));
            ByteArrayOutputStream seen = new ByteArrayOutputStream();

            while (seen.size() < bytes.length) {
                seen.writeBytes(tail.poll());
            }

            writer.join();
            assertThat(seen.toByteArray()).isEqualTo(bytes);
            assertThat(tail.offset()).isEqualTo(bytes.length);
            assertThat(tail.poll()).isEmpty();
        }
        try (RemoteTail resumed = files.tail(growing.toString(), 5_999_990)) {
            assertThat(resumed.poll()).isEqualTo(Arrays.copyOfRange(bytes, 5_999_990, 6_000_000));
        }
    }

    @Test
    void noticesThatAFollowedFileWasReplacedByAShorterOne() throws IOException {
        Path file = Files.writeString(folder.resolve("log"), "0123456789");
        try (RemoteTail tail = files.tail(file.toString(), 0)) {
            assertThat(tail.poll()).hasSize(10);
            Files.writeString(file, "01");

            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(tail::poll)
                    .withMessageContaining("has shrunk from 10 to 2 bytes");
        }
    }

    @Test
    void followsTwoFilesAtATimeAndSaysSo() throws IOException {
        try (RemoteTail first = files.tail("a", 0);
                RemoteTail second = files.tail("b", 0)) {
            assertThat(first.poll()).isEmpty();
            assertThat(second.poll()).isEmpty();
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> files.tail("c", 0))
                    .satisfies(e -> assertThat(e.stage()).isEqualTo(Stage.CHANNEL));
        }
        files.tail("c", 0).close();
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<byte[]>> running = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                byte[] content = RandomBytes.of(1000 + i);
                String remote = folder + "/file" + i;
                running.add(threads.submit(() -> {
                    files.write(remote, content);
                    return files.read(remote, 0, 10_000);
                }));
            }
            for (int i = 0; i < 24; i++) {
                assertThat(running.get(i).get()).isEqualTo(RandomBytes.of(1000 + i));
            }
        }
    }

    @Test
    void tellsABrokenConnection() throws IOException {
        SshConnection broken = SshConnection.open(embedded.cluster().master());
        broken.close();

        assertThat(broken.isOpen()).isFalse();
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> broken.files().exists("x"))
                .withMessage("master: the connection is gone; connect again");
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> broken.run(RemoteCommand.of("true"), LIMIT))
                .satisfies(e -> assertThat(e.stage()).isEqualTo(Stage.CHANNEL));
    }

    private static void append(Path file, byte[] bytes) {
        try {
            for (int at = 0; at < bytes.length; at += 100_003) {
                byte[] part = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 100_003));
                Files.write(file, part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }
}
