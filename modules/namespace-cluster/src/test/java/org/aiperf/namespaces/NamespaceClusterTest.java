package org.aiperf.namespaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.SshAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the hosts are machines of their own; what is shown on them would mean little otherwise. */
final class NamespaceClusterTest {
    @TempDir
    private Path folder;

    private NamespaceCluster cluster;

    @BeforeEach
    void start() throws Exception {
        assumeThat(NamespaceCluster.missing())
                .as("skipped: no namespaces here, or Slurm, munge, OpenSSH or iproute2 are not installed")
                .isEmpty();
        cluster = NamespaceCluster.start(folder, Duration.ofSeconds(30));
    }

    @AfterEach
    void end() throws Exception {
        if (cluster != null) {
            cluster.end();
        }
    }

    private List<String> overSsh(String command) throws IOException, InterruptedException {
        SshAddress master = cluster.cluster().master().ssh().orElseThrow();
        return Tools.run(List.of(
                        "/usr/bin/ssh",
                        "-F",
                        "none",
                        "-o",
                        "BatchMode=yes",
                        "-o",
                        "UserKnownHostsFile=" + master.knownHosts().orElseThrow(),
                        "-i",
                        master.identity().orElseThrow().toString(),
                        master.user().orElseThrow() + "@" + master.host(),
                        command))
                .lines();
    }

    @Test
    void aUserReachesTheMasterAloneAndSlurmRunsHisWorkOnTheSlaves() throws Exception {
        assertThat(overSsh("hostname; id -un; srun -N2 hostname | sort"))
                .containsExactly("master", "lab", "slave1", "slave2");
        for (Node slave : cluster.cluster().slaves()) {
            assertThat(reaches(slave.clusterAddress()))
                    .as("from here to %s", slave.name())
                    .isFalse();
            assertThat(overSsh("ssh-keyscan -T 3 " + slave.name() + " 2>/dev/null"))
                    .as("from the master to %s", slave.name())
                    .isNotEmpty();
        }
        assertThat(overSsh("touch mark; srun -w slave2 ls")).contains("mark");
        assertThat(Files.exists(cluster.shared().resolve("mark"))).isTrue();
    }

    private static boolean reaches(String address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, 22), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aDaemonCanCrashAndACableBePulledAndBothAreMended() throws Exception {
        cluster.killSlurm("slave2");
        cluster.killSlurm(NamespaceCluster.MASTER);
        cluster.startSlurm(NamespaceCluster.MASTER);
        cluster.startSlurm("slave2");
        cluster.awaitIdle();
        assertThat(overSsh("srun -N2 hostname | sort")).containsExactly("slave1", "slave2");

        cluster.unplug("slave1");
        assertThat(overSsh("ssh-keyscan -T 1 slave1 2>/dev/null")).isEmpty();
        cluster.plug("slave1");
        assertThat(overSsh("srun -w slave1 hostname")).containsExactly("slave1");
    }

    @Test
    void whateverWasDoneToItItComesToRest() throws Exception {
        overSsh("sbatch --wrap='sleep 600' --output=/dev/null");
        cluster.run(
                NamespaceCluster.MASTER,
                "env",
                "SLURM_CONF=" + HostFiles.SLURM_CONF,
                "scontrol",
                "update",
                "nodename=slave1",
                "state=drain",
                "reason=test");
        cluster.unplug("slave1");
        cluster.killSlurm("slave2");
        cluster.killSlurm(NamespaceCluster.MASTER);

        cluster.mend();

        assertThat(cluster.queue()).isEmpty();
        assertThat(overSsh("srun -N2 hostname | sort")).containsExactly("slave1", "slave2");
    }

    @Test
    void nothingIsLeftOfIt() throws Exception {
        cluster.end();
        assertThat(Tools.run(List.of(new Tools().path("ip"), "-oneline", "-4", "address"))
                        .lines())
                .noneMatch(line -> line.contains("198.18."));
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
    }
}
