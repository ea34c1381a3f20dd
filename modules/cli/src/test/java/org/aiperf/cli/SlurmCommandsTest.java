package org.aiperf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slurm's files from the command line. */
final class SlurmCommandsTest {
    private static final String CLUSTER = """
            name: lab
            sharedFolder: /shared
            slurm: {partition: gpu}
            nodes:
              - name: head
                role: master
                address: 10.0.0.1
                ssh: {host: head}
              - name: n1
                role: slave
                address: 10.0.0.2
                hardware: {sockets: 2, coresPerSocket: 4, threadsPerCore: 2, memoryMebibytes: 64000}
                accelerators:
                  - {kind: nvidia, model: NVIDIA A100, threads: 8}
              - name: n2
                role: slave
                address: 10.0.0.3
                hardware: {sockets: 1, coresPerSocket: 4, threadsPerCore: 1, memoryMebibytes: 16000}
                accelerators:
                  - {kind: cpu, threads: 4}
            """;

    @TempDir
    private Path folder;

    private Path cluster;

    @BeforeEach
    void writeCluster() throws IOException {
        cluster = Files.writeString(folder.resolve("lab.yaml"), CLUSTER);
    }

    @Test
    void lintSaysWhatIsWrongWithFileLineKeyAndFix() throws IOException {
        Path conf = Files.writeString(folder.resolve("slurm.conf"), """
                ClusterName=lab
                SlurmctldPrt=6817
                NodeName=n[1-2] CPUs=4
                PartitionName=a Nodes=n[1-3]
                """);

        Run run = Run.json("slurm", "lint", conf.toString());

        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.lastLine().path("problems")).hasSize(2);
        assertThat(run.lastLine().at("/problems/0/file").asText()).isEqualTo(conf.toString());
        assertThat(run.lastLine().at("/problems/0/line").asInt()).isEqualTo(2);
        assertThat(run.lastLine().at("/problems/0/key").asText()).isEqualTo("SlurmctldPrt");
        assertThat(run.lastLine().at("/problems/0/fix").asText()).isEqualTo("did you mean 'SlurmctldPort'?");
        assertThat(run.errors()).hasSize(2);
    }

    @Test
    void lintOfGoodFilesIsQuietAndOfMissingOnesIsNot() throws IOException {
        Path conf = Files.writeString(folder.resolve("slurm.conf"), "ClusterName=lab\nNodeName=n1 RealMemory=64001\n");

        Run good = Run.json("slurm", "lint", conf.toString());
        Run above = Run.of("slurm", "lint", conf.toString(), "--cluster", cluster.toString());
        Run missing = Run.of("slurm", "lint", folder.resolve("no.conf").toString(), folder.toString());

        assertThat(good.exit()).isEqualTo(ExitCode.DONE);
        assertThat(good.lastLine().path("problems")).isEmpty();
        assertThat(above.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(above.errors())
                .singleElement()
                .asString()
                .contains("claims 64001")
                .contains("has 64000 MiB");
        assertThat(missing.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(missing.errors()).hasSize(2);
    }

    @Test
    void makesFilesThatOurOwnLinterTakes() throws IOException {
        Path out = folder.resolve("out");

        Run run = Run.json("cluster", "slurm", cluster.toString(), "--out", out.toString());

        assertThat(run.exit()).isEqualTo(ExitCode.DONE);
        assertThat(run.lastLine().at("/files/slurm.conf").asText())
                .contains("NodeName=n1 NodeAddr=10.0.0.2 CPUs=16 Sockets=2 CoresPerSocket=4 ThreadsPerCore=2"
                        + " RealMemory=60800 Gres=gpu:a100:1")
                .contains("PartitionName=gpu Nodes=n[1-2]");
        assertThat(run.lastLine().path("nodes")).hasSize(3);
        assertThat(run.lastLine().path("problems")).isEmpty();
        assertThat(out.resolve("gres.conf")).hasContent("""
                # The devices of every node, in the order of the cluster file.
                NodeName=n1 Name=gpu Type=a100 File=/dev/nvidia0""");
        Run lint = Run.of(
                "slurm",
                "lint",
                out.resolve("slurm.conf").toString(),
                out.resolve("gres.conf").toString(),
                out.resolve("cgroup.conf").toString(),
                out.resolve("topology.conf").toString(),
                "--cluster",
                cluster.toString());
        assertThat(lint.errors()).isEmpty();
        assertThat(lint.exit()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void parityPrintsTheOneFileOfTheReference() {
        Run run = Run.of("cluster", "slurm", cluster.toString(), "--parity");

        assertThat(run.exit()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .contains("NodeName=n1 RealMemory=64000 CPUs=4 NodeAddr=10.0.0.2\n")
                .contains("PartitionName=compute Nodes=ALL Default=YES Shared=YES MaxTime=INFINITE State=UP")
                .doesNotContain("gres.conf");
    }

    @Test
    void checkReadsTheClusterFileOnly() throws IOException {
        Run good = Run.json("cluster", "check", cluster.toString());
        Files.writeString(cluster, CLUSTER.replace("role: slave", "role: salve"));
        Run bad = Run.of("cluster", "check", cluster.toString());

        assertThat(good.exit()).isEqualTo(ExitCode.DONE);
        assertThat(good.lastLine().at("/nodes/1/cpus").asInt()).isEqualTo(16);
        assertThat(bad.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(bad.err()).contains("slave");
    }

    @Test
    void nothingIsMadeOfNodesThatNobodyLookedAtOrInAFullFolder() throws IOException {
        Files.writeString(cluster, CLUSTER.replaceFirst("    hardware: .*\n", ""));
        Path out = folder.resolve("out");

        Run unknown = Run.of("cluster", "slurm", cluster.toString(), "--out", out.toString());
        Files.writeString(cluster, CLUSTER);
        Run full = Run.of("cluster", "slurm", cluster.toString(), "--out", folder.toString());
        Run version = Run.of("cluster", "slurm", cluster.toString(), "--slurm-version", "new");

        assertThat(unknown.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(unknown.err()).contains("'n1' is made of");
        assertThat(out).doesNotExist();
        assertThat(full.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(full.err()).contains("has files in it");
        assertThat(version.exit()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void applyWantsSshToEveryNode() {
        Run run = Run.of("cluster", "apply", cluster.toString(), "--yes");

        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).hasSize(2).allMatch(line -> line.contains("cannot be reached over SSH"));
    }
}
