package org.aiperf.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    private Deployment deployment() throws IOException {
        return new Deployment(head, cluster.cluster().sharedFolder(), AgentBundle.in(lib));
    }

    private List<String> store() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(cluster.cluster().sharedFolder(), "aiperf/store"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
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
    void onlyWhatIsMissingIsSent() throws IOException {
        Heard first = new Heard();
        String classPath = deployment().deploy(first);
        assertThat(first.details).last().isEqualTo("3 files sent");
        assertThat(store()).hasSize(4).noneMatch(name -> name.startsWith("incoming"));
        assertThat(Files.readString(Path.of(classPath))).contains(".jar:").startsWith("-cp \"");

        Heard again = new Heard();
        assertThat(deployment().deploy(again)).isEqualTo(classPath);
        assertThat(again.details).containsExactly("nothing to send");

        Files.writeString(lib.resolve("second.jar"), "three");
        Heard changed = new Heard();
        deployment().deploy(changed);
        assertThat(changed.details).last().isEqualTo("1 files sent");
    }

    @Test
    void aFileIsKnownByItsContentNotByItsName() throws IOException {
        deployment().deploy(LaunchProgress.SILENT);
        Files.move(lib.resolve("first.jar"), lib.resolve("renamed.jar"));
        jar("aiperf-agent-1.jar", "renamed.jar second.jar");

        Heard heard = new Heard();
        deployment().deploy(heard);

        assertThat(heard.details).last().isEqualTo("1 files sent");
    }

    @Test
    void aDeploymentThatWasCalledOffLeavesNoFileWithAName() throws IOException {
        LaunchProgress cancelled = new LaunchProgress() {
            @Override
            public void at(Step step, double share, String detail) {}

            @Override
            public boolean isCancelled() {
                return true;
            }
        };
        Deployment deployment = deployment();

        assertThatThrownBy(() -> deployment.deploy(cancelled)).isInstanceOf(CancellationException.class);
        assertThat(store()).isEmpty();
    }

    @Test
    void aStageWithoutAnAgentIsOneClearLine() throws IOException {
        Files.delete(lib.resolve("aiperf-agent-1.jar"));

        assertThatThrownBy(() -> AgentBundle.in(lib)).hasMessageContaining("holds no agent");
    }
}
