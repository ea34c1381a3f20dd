package org.aiperf.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.aiperf.embedded.EmbeddedCluster;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.remote.Connections;
import org.aiperf.remote.Connector;
import org.aiperf.remote.Questions;
import org.aiperf.slurm.CommandResult;
import org.aiperf.slurm.apply.SlurmHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files and commands of a node, over a real SSH server. */
final class RemoteSlurmHostTest {
    @TempDir
    private Path folder;

    @Test
    void readsWritesRenamesAndRuns() throws IOException, InvalidInputException {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(folder.resolve("home"), 1);
                Connections connections = new Connections(
                        Connector.forCluster(cluster.cluster(), Questions.REFUSING), cluster.cluster())) {
            SlurmHost host = new RemoteSlurmHost(connections, cluster.cluster().master());
            Path etc = Files.createDirectories(folder.resolve("home/nodes/master/it's \"etc\" $HOME"));
            String conf = etc.resolve("slurm.conf").toString();
            String text = "ClusterName=lab\n# 节点 \"$PATH\" `id`\n";

            assertThat(host.name()).isEqualTo("master");
            assertThat(host.read(conf)).isEmpty();
            host.write(conf + ".new", text);
            host.rename(conf + ".new", conf);
            assertThat(host.read(conf)).contains(text);
            assertThat(Files.getPosixFilePermissions(Path.of(conf)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
            host.write(conf + ".new", "");
            host.rename(conf + ".new", conf);
            assertThat(host.read(conf)).contains("");
            host.delete(conf);
            host.delete(conf);
            assertThat(host.read(conf)).isEmpty();
            assertThatThrownBy(() -> host.rename(conf + ".gone", conf))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("could not be replaced");
            assertThat(host.run(List.of("sh", "-c", "echo \"$1\"; echo no >&2; exit 3", "sh", "a b")))
                    .isEqualTo(new CommandResult(3, "a b\n", "no\n"));
        }
    }
}
