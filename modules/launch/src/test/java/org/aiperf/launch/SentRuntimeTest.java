package org.aiperf.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.aiperf.cluster.NodeFacts;
import org.aiperf.embedded.EmbeddedCluster;
import org.aiperf.remote.Completed;
import org.aiperf.remote.RemoteCommand;
import org.aiperf.remote.SshConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node without Java gets one: unpacked once, found damaged, and mended. */
final class SentRuntimeTest {
    @TempDir
    private Path folder;

    @Test
    void aRuntimeIsUnpackedOnceAndMendedWhenItIsDamaged() throws Exception {
        assumeTrue(Files.isRegularFile(Path.of("/proc/version")), "runtimes are sent to nodes with Linux only");
        Path image = Files.createDirectories(folder.resolve("image/bin"));
        Files.writeString(image.resolve("java"), "#!/bin/sh\necho \"ran with $*\"\n");
        local("cd '" + image.getParent() + "' && chmod 700 bin/java && sha256sum bin/java >files.sha256"
                + " && tar -czf ../runtime.tar.gz .");
        Path archive = folder.resolve("runtime.tar.gz");
        Path jar = Files.writeString(folder.resolve("only.jar"), "one");
        AgentBundle bundle = new AgentBundle(
                List.of(new Part.InFile("only.jar", jar, Part.sha256(jar), 3)),
                Optional.of(new Part.InFile(
                        "runtime-linux-x86_64.tar.gz", archive, Part.sha256(archive), Files.size(archive))));
        try (EmbeddedCluster cluster = EmbeddedCluster.start(folder.resolve("cluster"), 1);
                SshConnection head = SshConnection.open(cluster.cluster().master())) {
            Deployment deployment = new Deployment(head, cluster.cluster().sharedFolder());
            NodeFacts facts = withoutJava();
            List<ReachedNode> nodes = List.of(new ReachedNode(head, facts));

            String java = agent(deployment, nodes, bundle).java();
            assertThat(run(head, java)).isEqualTo("ran with -version\n");

            long made = Files.getLastModifiedTime(Path.of(java).getParent()).toMillis();
            assertThat(agent(deployment, nodes, bundle).java()).isEqualTo(java);
            assertThat(Files.getLastModifiedTime(Path.of(java).getParent()).toMillis())
                    .as("unpacked once")
                    .isEqualTo(made);

            Files.writeString(Path.of(java), "#!/bin/sh\necho \"other than $*\"\n");
            agent(deployment, nodes, bundle);
            assertThat(run(head, java)).as("after it was damaged").isEqualTo("ran with -version\n");
            Files.delete(Path.of(java));
            agent(deployment, nodes, bundle);
            assertThat(run(head, java)).as("after it was deleted").isEqualTo("ran with -version\n");
        }
    }

    private static DeployedAgents.Agent agent(Deployment deployment, List<ReachedNode> nodes, AgentBundle bundle)
            throws IOException, InterruptedException {
        return deployment
                .deploy(nodes, AgentBundles.of(bundle), LaunchProgress.SILENT)
                .on("master");
    }

    private static String run(SshConnection head, String java) throws IOException {
        Completed completed = head.run(RemoteCommand.of(java, "-version"), Duration.ofSeconds(30));
        assertThat(completed.exit()).as(completed.err()).isZero();
        return completed.out();
    }

    private static void local(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    private static NodeFacts withoutJava() {
        return new NodeFacts(
                "master",
                "user",
                "Linux 6.1.0",
                "x86_64",
                2,
                "",
                0,
                0,
                List.of(),
                OptionalLong.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty());
    }
}
