package org.aiperf.onemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.ClusterFile;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemons for real, where their packages are installed. */
final class OneMachineTest {
    @TempDir
    private Path folder;

    private Path dir;

    @BeforeEach
    void requirePackages() {
        assumeThat(OneMachine.missing())
                .as("skipped: Slurm, munge and OpenSSH are not all installed here")
                .isEmpty();
        dir = folder.resolve("c");
    }

    @AfterEach
    void takeDown() throws IOException, InterruptedException, InvalidInputException {
        if (Files.exists(dir)) {
            OneMachine.in(dir).down();
        }
    }

    private List<Optional<ProcessMark>> marks() throws IOException {
        try (var files = Files.list(dir.resolve("pids"))) {
            return files.sorted().map(ProcessMark::read).toList();
        }
    }

    private List<String> run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SLURM_CONF", dir.resolve("slurm/slurm.conf").toString());
        Process process = builder.start();
        List<String> lines;
        try (var out = process.inputReader()) {
            lines = out.lines().toList();
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return lines;
    }

    @Test
    void itComesUpTakesJobsOverSshAndGoesDownWithoutATrace() throws Exception {
        OneMachine machine = OneMachine.in(dir);
        List<OneMachine.Up> nodes = machine.up(Sample.read());
        assertThat(nodes).extracting(OneMachine.Up::name).containsExactly("master", "slave1", "slave2");
        assertThat(nodes).extracting(OneMachine.Up::state).containsExactly("up", "idle", "idle");
        List<Optional<ProcessMark>> daemons = marks();
        assertThat(daemons)
                .hasSize(7)
                .allMatch(mark -> mark.filter(ProcessMark::isAlive).isPresent());

        assertThat(machine.up(Sample.read())).as("what is up stays as it is").hasSize(3);
        assertThat(marks()).isEqualTo(daemons);

        String config = dir.resolve("ssh_config").toString();
        List<String> said =
                run("ssh", "-F", config, "master", "srun -N2 sh -c 'echo $SLURMD_NODENAME'; sbatch --wrap 'sleep 600'");
        assertThat(said.subList(0, 2)).containsExactlyInAnyOrder("slave1", "slave2");
        assertThat(said.getLast()).startsWith("Submitted batch job");

        machine.down();

        assertThat(daemons).noneMatch(mark -> mark.filter(ProcessMark::isAlive).isPresent());
        assertThat(new Strays(Layout.of(dir)).find()).isEmpty();
        machine.down();
    }

    @Test
    void nothingListensBeyondLoopbackAndSecretsAreTheirOwnersOnly() throws Exception {
        OneMachine.in(dir).up(Sample.read());
        Ports ports = Ports.of(dir.resolve("ports"));
        List<String> listening = Files.readAllLines(Path.of("/proc/net/tcp")).stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length > 3 && fields[3].equals("0A"))
                .map(fields -> fields[1])
                .toList();
        for (String name : List.of("slurmctld", "slurmd-slave1", "slurmd-slave2", "sshd-master", "sshd-slave1")) {
            assertThat(listening).as(name).contains("0100007F:" + String.format("%04X", ports.of(name)));
        }
        for (String secret : List.of("munge/key", "keys/client", "keys/host-master")) {
            assertThat(Files.getPosixFilePermissions(dir.resolve(secret)))
                    .as(secret)
                    .allMatch(permission -> permission.name().startsWith("OWNER"));
        }
        Problems problems = new Problems();
        Cluster withSlurm =
                ClusterFile.read(dir.resolve("cluster.yaml"), problems).orElseThrow();
        Cluster overSsh =
                ClusterFile.read(dir.resolve("cluster-over-ssh.yaml"), problems).orElseThrow();
        assertThat(problems.list()).isEmpty();
        assertThat(withSlurm.slurm()).isPresent();
        assertThat(overSsh.slurm()).isEmpty();
        assertThat(withSlurm.nodes()).isEqualTo(overSsh.nodes());
    }

    @Test
    void aDaemonThatDiedIsStartedAgain() throws Exception {
        OneMachine machine = OneMachine.in(dir);
        machine.up(Sample.read());
        ProcessMark.read(dir.resolve("pids/slurmd-slave1")).orElseThrow().end(true);

        assertThat(machine.up(Sample.read())).extracting(OneMachine.Up::state).containsExactly("up", "idle", "idle");
    }

    @Test
    void aFolderThatDaemonsCannotUseIsRefusedInOneLine() {
        assertThatThrownBy(() -> OneMachine.in(Path.of("/" + "long/".repeat(20))))
                .hasMessageContaining("Unix sockets")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> OneMachine.in(Path.of("/with blank"))).hasMessageContaining("characters");
    }
}
