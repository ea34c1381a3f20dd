package org.aiperf.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.aiperf.embedded.EmbeddedCluster;
import org.aiperf.remote.SshConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deployment over real SSH: content-addressed, only what is missing, whole or not at all. */
final class DeploymentTest {
    @TempDir
    private Path folder;

    private EmbeddedCluster cluster;
    private SshConnection head;
    private Path lib;

    @BeforeEach
    void start() throws IOException {
        cluster = EmbeddedCluster.start(folder.resolve("cluster"), 1);
        head = SshConnection.open(cluster.cluster().master());
        lib = Files.createDirectories(folder.resolve("stage/lib"));
        jar("aiperf-agent-1.jar", "first.jar second.jar");
        Files.writeString(lib.resolve("first.jar"), "one");
        Files.writeString(lib.resolve("second.jar"), "two");
    }

    @AfterEach
    void stop() throws IOException {
        head.close();
        cluster.close();
    }

    private void jar(String name, String classPath) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        new JarOutputStream(Files.newOutputStream(lib.resolve(name)), manifest).close();
    }

    /** The last thing that a deployment says, and the file that it answers with. */
    private record Outcome(String said, String classPath) {}

    private Outcome deploy() throws IOException, InterruptedException {
        return deploy(AgentBundle.in(lib));
    }

    private Outcome deploy(AgentBundle bundle) throws IOException, InterruptedException {
        Heard heard = new Heard();
        String classPath = new Deployment(head, cluster.cluster().sharedFolder()).deploy(bundle, heard);
        return new Outcome(heard.details.getLast(), classPath);
    }

    private Path storeFolder() {
        return Path.of(cluster.cluster().sharedFolder(), "aiperf/store");
    }

    /** Files that have names, without what belongs to the store itself. */
    private List<String> store() throws IOException {
        try (Stream<Path> files = Files.list(storeFolder())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("incoming") && !name.endsWith(".checked"))
                    .sorted()
                    .toList();
        }
    }

    private Path stored(String original) throws IOException {
        return storeFolder().resolve(Part.sha256(lib.resolve(original)) + ".jar");
    }

    private static final class Heard implements LaunchProgress {
        private final List<String> details = new ArrayList<>();

        @Override
        public void at(Step step, double share, String detail) {
            details.add(detail);
        }

        @Override
        public boolean isCancelled() {
            return false;
        }
    }

    @Test
    void onlyWhatIsMissingIsSent() throws IOException, InterruptedException {
        Outcome first = deploy();
        assertThat(first.said()).isEqualTo("4 files sent");
        assertThat(store()).hasSize(4).allMatch(name -> name.matches("[0-9a-f]{64}\\.(jar|args)"));
        assertThat(Files.readString(Path.of(first.classPath())))
                .contains(".jar:")
                .startsWith("-cp \"");

        assertThat(deploy()).isEqualTo(new Outcome("nothing to send", first.classPath()));

        Files.writeString(lib.resolve("second.jar"), "three");
        assertThat(deploy().said()).isEqualTo("2 files sent");
    }

    @Test
    void aFileIsKnownByItsContentNotByItsName() throws IOException, InterruptedException {
        deploy();
        Files.move(lib.resolve("first.jar"), lib.resolve("renamed.jar"));
        jar("aiperf-agent-1.jar", "renamed.jar second.jar");

        assertThat(deploy().said())
                .as("the jar whose manifest changed, and the class path with it")
                .isEqualTo("2 files sent");
    }

    @Test
    void whatIsSentIsForItsOwnerOnly() throws IOException, InterruptedException {
        deploy();

        try (Stream<Path> all = Files.walk(storeFolder().getParent())) {
            assertThat(all)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void aFileThatWasDamagedInTheStoreIsReplaced() throws IOException, InterruptedException {
        deploy();
        for (String damage : List.of("eno", "on", "")) {
            Files.writeString(stored("first.jar"), damage);

            assertThat(deploy().said()).as("after '%s'", damage).isEqualTo("1 files sent");
            assertThat(stored("first.jar")).hasContent("one");
        }
        Files.delete(stored("second.jar"));
        assertThat(deploy().said()).isEqualTo("1 files sent");
        assertThat(stored("second.jar")).hasContent("two");
    }

    @Test
    void aDayLaterEveryFileIsDigestedAgain() throws IOException, InterruptedException {
        deploy();
        Path checked;
        try (Stream<Path> files = Files.list(storeFolder())) {
            checked = files.filter(file -> file.toString().endsWith(".checked"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.setLastModifiedTime(checked, FileTime.from(Instant.now().plus(Duration.ofHours(1))));
        Files.writeString(stored("first.jar"), "eno");
        assertThat(deploy().said())
                .as("no time tells of this damage, as when a disk fails")
                .isEqualTo("nothing to send");

        Files.setLastModifiedTime(checked, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        assertThat(deploy().said()).isEqualTo("1 files sent");
        assertThat(stored("first.jar")).hasContent("one");
    }

    @Test
    void whatArrivesWithAnotherDigestGetsNoName() throws IOException {
        AgentBundle lying = new AgentBundle(
                List.of(new Part.InFile("first.jar", lib.resolve("first.jar"), Part.sha256("two"), 3)),
                Optional.empty());

        assertThatThrownBy(() -> deploy(lying))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("master: first.jar arrived damaged");
        assertThat(store()).noneMatch(name -> name.endsWith(".jar"));
        assertThat(storeFolder().resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void whatDoesNotFitOnTheDiskIsNotBegun() throws IOException {
        AgentBundle vast = new AgentBundle(
                List.of(new Part.InFile("first.jar", lib.resolve("first.jar"), Part.sha256("x"), 1L << 50)),
                Optional.empty());

        assertThatThrownBy(() -> deploy(vast))
                .isInstanceOf(LaunchException.class)
                .hasMessageMatching(
                        "master: \\S+/aiperf has \\d+ MB free, and 1125899906 MB of the agent are to be sent; "
                                + "free some space there, or name another sharedFolder");
        assertThat(store()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenIsOneClearLine() throws IOException {
        for (String place : List.of("/proc/aiperf-test", lib.resolve("first.jar") + "/below")) {
            assertThatThrownBy(() -> new Deployment(head, place).deploy(AgentBundle.in(lib), LaunchProgress.SILENT))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageStartingWith("master: the agent cannot be stored in " + place + "/aiperf: ")
                    .hasMessageEndingWith("name a shared folder that you may write to, with free space")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void aSharedFolderThatIsNotThereIsNotMade() {
        Path slip = lib.resolveSibling("shraed");

        assertThatThrownBy(
                        () -> new Deployment(head, slip.toString()).deploy(AgentBundle.in(lib), LaunchProgress.SILENT))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("there is no folder " + slip);
        assertThat(slip).doesNotExist();
    }

    @Test
    void aDeploymentThatWasCalledOffLeavesNoFileWithAName() throws IOException {
        LaunchProgress cancelled = new LaunchProgress() {
            private boolean began;

            @Override
            public void at(Step step, double share, String detail) {
                began = true;
            }

            @Override
            public boolean isCancelled() {
                return began;
            }
        };

        assertThatThrownBy(() ->
                        new Deployment(head, cluster.cluster().sharedFolder()).deploy(AgentBundle.in(lib), cancelled))
                .isInstanceOf(CancellationException.class);
        assertThat(store()).isEmpty();
    }

    @Test
    void aStageWithoutAnAgentIsOneClearLine() throws IOException {
        Files.delete(lib.resolve("aiperf-agent-1.jar"));

        assertThatThrownBy(() -> AgentBundle.in(lib)).hasMessageContaining("holds no agent");
    }
}
